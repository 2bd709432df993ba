internal import CodingLogic
internal import REFIQDA
internal import StudyArchive
internal import StudyModel

/// What an import of a project would write, worked out before anything is.
struct ProjectPlan: Sendable {
    /// A text that becomes a record.
    struct New: Sendable {
        var text: ProjectText
        var record: Record
        /// The text as it stands behind the door.
        var passed: String
        var witness: Witness?
    }

    private(set) var report: ProjectReport
    private(set) var records: [Record] = []
    private(set) var witnesses: [(witness: Witness, record: RecordID)] = []
    /// The records of which anything is new.
    private(set) var touched: [RecordID] = []
    private(set) var files: [String: [UInt8]?] = [:]
    private(set) var door: ProjectDoor

    private let project: QDAProject
    private let judge: ConsentJudge
    /// Whose codings may come in: `nil` for everybody's, otherwise this member's and those of nobody in the team.
    private let onlyOf: MemberID?
    /// The records that codings were added to, as they will be.
    private var held: [RecordID: ProjectState.Held] = [:]
    private var codings: ProjectCodings
    private var coders: ProjectCoders
    private var losses: ProjectLosses

    init(
        _ opened: OpenedProject, dryRun: Bool, door: ProjectDoor, codings: ProjectCodings,
        coders: ProjectCoders, losses: ProjectLosses, judge: ConsentJudge, onlyOf: MemberID?
    ) {
        project = opened.project
        self.judge = judge
        self.onlyOf = onlyOf
        self.door = door
        self.codings = codings
        self.coders = coders
        self.losses = losses
        report = ProjectReport(name: project.name, program: project.origin, dryRun: dryRun)
        report.offsets = opened.offsets
        report.remarks = opened.remarks
    }

    // MARK: Records

    /// Takes a record to be through the door.
    mutating func pass(_ draft: RecordDraft) -> (draft: RecordDraft, replaced: [ReplacedName]) {
        door.draft(draft)
    }

    mutating func add(_ new: New) {
        var record = new.record
        record.details[ExchangeGUID.guidKey] = .text(new.text.guid.description)
        if let created = new.text.stamp.created {
            record.details[ExchangeGUID.createdKey] = .text(created.text)
        }
        if let creator = new.text.stamp.creator {
            record.details[ExchangeGUID.userKey] = .text(creator.description)
            _ = coder(creator)
        }
        records.append(record)
        report.made.append(RecordSummary(record))
        report.records.made += 1
        if let witness = new.witness { witnesses.append((witness, record.id)) }
        let sha256 = Digest.hex([UInt8](FrontMatter.text(of: record).utf8))
        let held = ProjectState.Held(record: record, sha256: sha256, codings: [:])
        add(new.text, passed: new.passed, to: held)
        touched.append(record.id)
    }

    /// Adds what is new to a record that the study holds.
    mutating func add(_ text: ProjectText, to held: ProjectState.Held) {
        report.records.held += 1
        let passed = text.body == held.record.body ? text.body : door.heldBody(text.body)
        let before = report.codings.made
        add(text, passed: passed, to: held)
        if report.codings.made > before, !touched.contains(held.record.id) { touched.append(held.record.id) }
    }

    private mutating func add(_ text: ProjectText, passed: String, to held: ProjectState.Held) {
        // Two texts may be one record.
        let held = self.held[held.record.id] ?? held
        let known = Set(held.codings.values.flatMap { $0.map { ExchangeGUID.of($0) } })
        var (codings, coders, door) = (codings, coders, door)
        let found = codings.codings(of: text, known: known) { guid in
            coders.coder(guid) { door.text($0) }
        }
        self.codings = codings
        report.codings.held += found.held
        // What is coded is analysed.
        if judge.verdict(.analyse, of: RecordPresence(held.record)).isRefused {
            return losses.leave(
                found.made.count,
                "coding of a record whose participants have not agreed to an analysis (comes with the file when they have)"
            )
        }
        let led = door.led(
            found.made, from: text.body, passed: passed, to: held.record, sha256: held.sha256)
        (self.coders, self.door) = (coders, door)
        losses.leave(led.lost, "coding whose words are not in the study's text")
        write(led.codings, held)
    }

    private mutating func coder(_ guid: QDAGUID) -> CoderID {
        var (coders, door) = (coders, door)
        let id = coders.coder(guid) { door.text($0) }
        (self.coders, self.door) = (coders, door)
        return id
    }

    /// Puts codings into their coders' files, without those that say the same of the same words.
    private mutating func write(_ codings: [ProjectCoding], _ held: ProjectState.Held) {
        for (coder, entries) in Dictionary(grouping: codings, by: \.coder) {
            if let onlyOf, let member = coder.member, member != onlyOf {
                losses.leave(
                    entries.count, "coding of another member of the team, which the lead can bring in")
                continue
            }
            let (after, made) = held.codings[coder, default: []].adding(entries.map(\.coding))
            losses.count("coding that says the same of the same words as another", entries.count - made)
            report.codings.held += entries.count - made
            guard made > 0 else { continue }
            report.codings.made += made
            self.held[held.record.id, default: held].codings[coder] = after
            let path = CodingText.path(of: held.record.id, by: coder)
            files.updateValue(CodingText.bytes(of: after), forKey: path)
        }
    }

    // MARK: The rest

    mutating func add(_ codes: ProjectCodes, before: Codebook) {
        report.codes = codes.tally
        codes.losses.sentences.forEach { losses.say($0) }
        files.merge(StudyService.files(from: before, to: codes.editor.codebook)) { $1 }
    }

    mutating func add(_ cases: ProjectCases) {
        report.cases = cases.tally
        cases.losses.sentences.forEach { losses.say($0) }
        for (id, value) in cases.changed {
            files.updateValue(Array(CaseText.text(of: value).utf8), forKey: id.path)
        }
    }

    /// Leaves a text out.
    mutating func leaveOut(_ text: ProjectText, _ why: String) {
        report.records.leftOut += 1
        losses.count(why)
        losses.codings(text.allCodings, "source that is left out")
    }

    /// Adds the coders and says what has no place in the study.
    mutating func finish() {
        for coder in coders.made {
            files.updateValue(Array(CoderFileText.text(of: coder).utf8), forKey: Coder.path(of: coder.id))
        }
        report.coders.made = coders.made.count
        report.coders.held = coders.held.count
        reportRest()
        report.codings.leftOut = losses.codings + codings.losses.codings
        report.remarks += losses.sentences + codings.losses.sentences
    }

    /// Notes that are about no coding, and everything a study has no word for.
    private mutating func reportRest() {
        let memos = project.notes.count { !codings.used.contains($0.guid) }
        losses.count("memo that is about no coding", memos)
        losses.count("set", project.sets.count)
        losses.count("link", project.links.count)
        losses.count("graph", project.graphs.count)
        losses.count("description of the project", project.description?.isEmpty == false ? 1 : 0)
        let ours: Set = [
            ExchangeGUID.kindVariable, ExchangeGUID.dateVariable, ExchangeGUID.caseKindVariable,
        ]
        let values = project.sources.flatMap(\.values).count { !ours.contains($0.variable) }
        losses.count("value of a variable of a source", values)
    }
}
