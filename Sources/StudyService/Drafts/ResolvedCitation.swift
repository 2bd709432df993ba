internal import CodingLogic
internal import Reports
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

/// A citation of a report draft with what it leads to now.
struct ResolvedCitation: Sendable {
    let citation: DraftCitation
    /// As it is to stand in the text: with whole names and a version.
    var name: String
    /// What it shows within a sentence, and on a line of its own, as Markdown.
    var inline = ""
    var block = ""
    /// What it shows, in a line for a person.
    var shows: String?
    /// Why nothing with it may go out.
    var refusal: String?
    /// What changed of it that can be seen without remembering what it showed.
    var stale: String?
    /// Of a quote: the coding's code, and its name.
    var code: CodeID?
    var codeName: String?
    /// What is remembered of it, without being said.
    var basis: String?

    init(_ citation: DraftCitation) {
        self.citation = citation
        name = citation.text
    }

    /// Whether it leads nowhere.
    var isUnknown: Bool { basis == nil }

    func refusing(_ refusal: String) -> ResolvedCitation {
        var resolved = self
        resolved.refusal = refusal
        return resolved
    }

    /// What stands in its place.
    var shown: String {
        if refusal != nil { return "\\[\(citation.kind.rawValue) withheld\\]" }
        return citation.isAlone ? block : inline
    }
}

/// What citations are resolved with, each read when the first of its kind needs it.
struct CitationFacts: Sendable {
    let judge: ConsentJudge
    let smallest: Int
    let tables: [TableDeclaration]
    var methods: Result<MethodsReport, StudyError>?
    var surveys: [Survey]?
}

extension StudyService {
    /// What the citations of a text lead to now, in their order.
    func resolve(_ source: DraftSource) async throws(StudyError) -> [ResolvedCitation] {
        if source.citations.isEmpty { return [] }
        let description = try await describedNow()
        var facts = CitationFacts(
            judge: try await consentJudge(), smallest: description.smallestCount, tables: description.tables)
        var resolved: [ResolvedCitation] = []
        for citation in source.citations {
            let start = ResolvedCitation(citation)
            switch citation.kind {
            case .finding: resolved.append(try await finding(start))
            case .quote: resolved.append(try await quote(start, facts.judge))
            case .table: resolved.append(try await table(start, &facts))
            case .count: resolved.append(try await count(start, &facts))
            }
        }
        return resolved
    }

    // MARK: Findings

    private func finding(_ start: ResolvedCitation) async throws(StudyError) -> ResolvedCitation {
        guard let (name, number) = start.citation.pinned else {
            return start.refusing("A finding is cited by its name and version: [[finding:NAME@2]].")
        }
        var resolved = start
        do throws(StudyError) {
            let finding = try await finding(named: name)
            let latest = finding.latest
            let version = number.map { number in finding.versions.last { $0.number == number } } ?? latest
            guard let version else {
                return start.refusing("'\(finding.id)' has no version \(number ?? 0).")
            }
            resolved.name = "finding:\(finding.id)@\(version.number)"
            resolved.inline = DraftMarkdown.words(version.statement)
            (resolved.block, resolved.shows) = (resolved.inline, VisibleText.line(version.statement))
            resolved.basis = version.id.rawValue
            if latest.state == .dropped {
                resolved.stale = "the finding was dropped in version \(latest.number)"
            } else if latest.id != version.id {
                resolved.stale = "version \(latest.number) of the finding is newer"
            }
        } catch  where error.code == .findingNotFound || error.code == .findingAmbiguous {
            return start.refusing(error.message)
        }
        return resolved
    }

    // MARK: Quotes

    private func quote(
        _ start: ResolvedCitation, _ judge: ConsentJudge
    ) async throws(StudyError) -> ResolvedCitation {
        guard let (part, text) = start.citation.coded else {
            return start.refusing("A quote is cited by its record and coding: [[quote:7f3k/4q2m]].")
        }
        let codes: Set<StudyError.Code> = [
            .recordNotFound, .recordAmbiguous, .codingNotFound, .codingAmbiguous,
        ]
        do throws(StudyError) {
            let id = try await resolve(part)
            guard try await index.isRemoved(id) == false else {
                return start.refusing("The record is not in the study any more.")
            }
            let record = try await stored(id, version: nil).record
            let views = try await views(of: id)
            let view = views[try views.map(\.coding.id).place(of: text, in: id)]
            return try await quote(start, view, in: record, judge)
        } catch  where codes.contains(error.code) {
            return start.refusing(error.message)
        }
    }

    private func quote(
        _ start: ResolvedCitation, _ view: CodingView, in record: Record, _ judge: ConsentJudge
    ) async throws(StudyError) -> ResolvedCitation {
        guard view.coding.state != .lost, let words = view.coding.anchor?.quote, !words.isEmpty else {
            return start.refusing("The coding stands on no words any more.")
        }
        var resolved = start
        resolved.name = "quote:\(record.id)/\(view.coding.id.suffix)"
        var evidence = EvidenceView(link: Finding.Link(.supports, record.id, coding: view.coding.id))
        evidence.quote = words
        let attribution = attribution(of: evidence, in: record)
        resolved.inline = DraftMarkdown.quote(words, attribution)
        resolved.block = DraftMarkdown.block(words, attribution)
        (resolved.code, resolved.codeName) = (view.coding.code, view.path?.rawValue ?? view.name)
        resolved.basis = words
        let verdict = judge.verdict(.quoteInReport, of: RecordPresence(record))
        if verdict.isRefused {
            resolved.refusal = verdict.sentences.first ?? "Consent to quote is missing."
        } else {
            resolved.shows = VisibleText.line("\u{201C}\(words)\u{201D} \(attribution)")
        }
        return resolved
    }

    // MARK: Tables and counts

    private func table(
        _ start: ResolvedCitation, _ facts: inout CitationFacts
    ) async throws(StudyError) -> ResolvedCitation {
        let wanted = start.citation.target.lowercased()
        let exact = facts.tables.filter { $0.title.lowercased() == wanted }
        let found = exact.isEmpty ? facts.tables.filter { $0.title.lowercased().contains(wanted) } : exact
        guard found.count == 1 else {
            return start.refusing(
                found.isEmpty
                    ? "study.yaml declares no table of this title."
                    : "Several tables in study.yaml could be meant.")
        }
        guard start.citation.isAlone else { return start.refusing("A table stands on a line of its own.") }
        if facts.surveys == nil { facts.surveys = try await storedSurveys() }
        guard let survey = facts.surveys?.first(where: { $0.id.rawValue == found[0].survey }) else {
            return start.refusing("The table's survey is not in the study.")
        }
        var resolved = start
        do throws(StudyError) {
            let filled = try survey.filled(found[0], smallest: facts.smallest)
            resolved.name = "table:\(found[0].title)"
            resolved.block = DraftMarkdown.table(filled)
            (resolved.inline, resolved.basis) = (resolved.block, resolved.block)
            resolved.shows = VisibleText.line("table '\(filled.title)'")
        } catch  where error.code == .requestInvalid {
            return start.refusing(error.message)
        }
        return resolved
    }

    private func count(
        _ start: ResolvedCitation, _ facts: inout CitationFacts
    ) async throws(StudyError) -> ResolvedCitation {
        if facts.methods == nil {
            do throws(StudyError) { facts.methods = .success(try await methodsReport()) } catch {
                facts.methods = .failure(error)
            }
        }
        var resolved = start
        switch facts.methods {
        case .failure(let error): return start.refusing(error.message)
        case .success(let report):
            switch DraftCounts.value(start.citation.target, in: report) {
            case .unknown: return start.refusing("The study counts nothing of this name.")
            case .tooFew:
                resolved.basis = "-"
                resolved.refusal = "So few people that the number might say who they are."
            case .number(let number):
                let words = DraftMarkdown.count(number)
                (resolved.inline, resolved.block, resolved.shows) = (words, words, words)
                resolved.basis = words
            }
        case nil: return start.refusing("The study counts nothing of this name.")
        }
        return resolved
    }
}

// MARK: - What was seen

extension ResolvedCitation {
    /// What it leads to now, to be remembered.
    func seen(salt: String) -> ReportDraft.Seen? {
        guard let basis else { return nil }
        return ReportDraft.Seen(
            citation: name, code: code, salt: salt, digest: Digest.hex(Array((salt + basis).utf8)))
    }

    /// What changed since somebody last looked; `nil` where nothing did, or nobody remembers.
    func change(since seen: ReportDraft.Seen?) -> String? {
        if let stale { return stale }
        guard let seen, let now = self.seen(salt: seen.salt) else { return nil }
        if now.digest != seen.digest {
            switch citation.kind {
            case .quote: return "the words of the coding were changed"
            case .table: return "the numbers of the table changed"
            case .count: return "the number changed"
            case .finding: return nil
            }
        }
        if now.code != seen.code { return "recoded: its code is \(codeName ?? "another") now" }
        return nil
    }
}
