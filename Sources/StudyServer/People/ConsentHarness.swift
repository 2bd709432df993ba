import StudyAPI
import StudyModel
import StudyService

/// `/v1/consent`.
enum ConsentHarness {
    @Sendable static func due(_ call: Call) async throws -> Reply {
        let days = try call.query.count(.days, default: 30)
        let due = try await call.study().consentDue(call.query.participants(), days: days)
        return try Reply(ConsentDueReply(due: due.due, gaps: due.gaps))
    }

    @Sendable static func record(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ConsentRequest.self)
        let evidence = try request.evidence.map { (text) throws(StudyError) -> [UInt8] in
            guard let bytes = Base64Text.bytes(text) else {
                throw StudyError(.requestInvalid, "The field 'evidence' does not hold base64.")
            }
            return bytes
        }
        let recorded = try await call.study().recordConsent(
            ConsentAsked(
                participants: request.participants, meeting: request.meeting, act: request.act,
                purposes: request.purposes, mode: request.mode, at: request.at, form: request.form,
                expires: request.expires, records: request.records, evidence: evidence,
                evidenceName: request.evidenceName))
        return try Reply(ConsentReply(events: recorded.events, operation: recorded.operation))
    }

    @Sendable static func sheet(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ConsentSheetRequest.self)
        let dryRun = request.dryRun ?? false
        let outcome = try await call.study().importConsent(
            csv: Array(request.csv.utf8), mode: request.mode, form: request.form, dryRun: dryRun)
        return try Reply(SheetReply(outcome, dryRun: dryRun))
    }

    @Sendable static func check(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ConsentCheckRequest.self)
        return try Reply(
            ConsentCheckReply(await call.study().consentVerdict(request.use, of: request.records)))
    }

    @Sendable static func forms(_ call: Call) async throws -> Reply {
        try Reply(ConsentFormsReply(forms: await call.study().consentForms()))
    }

    @Sendable static func addForm(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ConsentFormRequest.self)
        let added = try await call.study().addConsentForm(
            NewConsentForm(
                name: request.name, version: request.version, kind: request.kind,
                purposes: request.purposes, validFrom: request.validFrom, validUntil: request.validUntil,
                reconsentMonths: request.reconsentMonths, text: request.text))
        return try Reply(ConsentFormReply(form: added.form, operation: added.operation))
    }
}

extension ConsentCheckReply {
    init(_ verdict: ConsentVerdict) {
        let word: Verdict =
            switch verdict {
            case .allowed: .allowed
            case .flagged: .flagged
            case .refused: .refused
            }
        self.init(
            verdict: word, gaps: verdict.gaps, sentences: verdict.sentences, commands: verdict.commands)
    }
}

extension ConsentRequest: KnownFields {
    static let fields: Set<String> = [
        "participants", "meeting", "act", "purposes", "mode", "at", "form", "expires", "records", "evidence",
        "evidenceName",
    ]
}

extension ConsentSheetRequest: KnownFields {
    static let fields: Set<String> = ["csv", "mode", "form", "dryRun"]
}

extension ConsentCheckRequest: KnownFields {
    static let fields: Set<String> = ["use", "records"]
}

extension ConsentFormRequest: KnownFields {
    static let fields: Set<String> = [
        "name", "version", "kind", "purposes", "text", "validFrom", "validUntil", "reconsentMonths",
    ]
}
