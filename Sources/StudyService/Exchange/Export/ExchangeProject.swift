internal import CodingLogic
internal import REFIQDA
internal import StudyModel

/// A study as a project of REFI-QDA: the same study gives the same values.
struct ExchangeProject: Sendable {
    private(set) var project: QDAProject
    /// What of the study the format has no place for, one sentence each.
    private(set) var losses: [String]

    init(
        title: String, origin: String, _ texts: [ExchangeText], _ codebook: Codebook, _ users: ExchangeUsers,
        cases: ExchangeCases?
    ) {
        project = QDAProject(name: title, origin: origin, basePath: "")
        losses = ExchangeCodes.losses(codebook)
        project.codes = ExchangeCodes.tree(codebook)
        project.variables = (texts.isEmpty ? [] : ExchangeText.variables) + (cases?.variables ?? [])
        project.cases = cases?.cases ?? []
        addSources(texts, codebook, users)
        project.users = Self.users(of: project, users)
        project.stamp.created = Self.dates(of: project).min { $0.text < $1.text } ?? .epoch
        addLosses(texts)
    }

    private mutating func addSources(
        _ texts: [ExchangeText], _ codebook: Codebook, _ users: ExchangeUsers
    ) {
        let titled = texts.map { ($0, ProjectRecords.title($0.record.title)) }
        let sorted = titled.sorted { Self.stands($0, before: $1) }
        var taken: Set<String> = []
        let named = sorted.map { text, title in (text, Self.unique(title, &taken)) }
        let renamed = zip(sorted, named).count { $0.1 != $1.1 }
        if renamed > 0 {
            losses.append("\(renamed) x a title that got a number, because another has the same.")
        }
        // Once more: a number behind a title may change where it stands.
        for (text, name) in named.sorted(by: { Self.stands($0, before: $1) }) {
            project.sources.append(text.source(named: name, codebook, users, &project.notes))
        }
    }

    private static func stands(_ left: (ExchangeText, String), before right: (ExchangeText, String)) -> Bool {
        if left.0.record.day != right.0.record.day { return left.0.record.day < right.0.record.day }
        // By bytes, which no version of Unicode changes.
        if !left.1.utf8.elementsEqual(right.1.utf8) {
            return left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
        }
        return left.0.guid < right.0.guid
    }

    private static func unique(_ title: String, _ taken: inout Set<String>) -> String {
        var (name, number) = (title, 1)
        while !taken.insert(name).inserted {
            number += 1
            let ending = " (\(number))"
            let scalars = title.unicodeScalars.prefix(200 - ending.unicodeScalars.count)
            name = String(String.UnicodeScalarView(scalars)) + ending
        }
        return name
    }

    /// Those that something refers to, by identifier.
    private static func users(of project: QDAProject, _ users: ExchangeUsers) -> [QDAUser] {
        var used: Set<QDAGUID> = []
        for source in project.sources {
            used.formUnion([source.stamp.creator].compactMap(\.self))
            used.formUnion(source.codings.compactMap(\.creator))
            guard case .text(let text) = source.content else { continue }
            used.formUnion(text.selections.compactMap(\.stamp.creator))
        }
        let known = Dictionary(users.byID.values.map { ($0.guid, $0) }) { first, _ in first }
        return used.sorted().map { known[$0] ?? QDAUser(guid: $0, name: "unknown") }
    }

    private static func dates(of project: QDAProject) -> [QDADateTime] {
        project.sources.flatMap { source -> [QDADateTime] in
            var dates = [source.stamp.created] + source.codings.map(\.created)
            if case .text(let text) = source.content { dates += text.selections.map(\.stamp.created) }
            return dates.compactMap(\.self)
        }
    }

    private mutating func addLosses(_ texts: [ExchangeText]) {
        func say(_ count: Int, _ sentence: String) {
            if count > 0 { losses.append("\(count) \(sentence)") }
        }
        let codings = texts.flatMap { $0.codings.values.flatMap(\.self) }
        say(codings.count { $0.weight != nil }, "x a weight of a coding that is not in the file.")
        say(codings.count { $0.state == .changed }, "x a coding on words that were changed since.")
        say(texts.count { $0.record.time != nil }, "x a time of day that is not in the file.")
        say(
            texts.count { Self.hasMore($0.record) },
            "x a record that says more than its text, such as who wrote a mail.")
    }

    private static func hasMore(_ record: Record) -> Bool {
        let own: Set = [
            ExchangeGUID.guidKey, ExchangeGUID.createdKey, ExchangeGUID.userKey, "format", "encoding",
            "date-source", "title-source",
        ]
        return record.details.sorted.contains { !own.contains($0.key) }
    }
}
