import StudyAPI
import StudyModel

extension Samples {
    private static let reference = ConsentFormReference(name: "interview", version: "2").unsafelyUnwrapped

    private static func head(_ name: String?) -> ParticipantHead {
        ParticipantHead(
            handle: handle, status: .active, attributes: ["role": .text("r")], records: 1,
            consent: ["collect": "granted"], name: name)
    }

    private static let leastConsent = ConsentEvent(
        id: operation, participant: handle, act: .withdrawn, purposes: [], mode: .oral, at: time,
        recorded: provenance)
    private static let fullConsent = ConsentEvent(
        id: operation, participant: handle, act: .granted, purposes: [.collect], mode: .oral, at: time,
        recorded: provenance, takenBy: member, form: reference, meeting: id, expires: day,
        evidence: VaultReference(rawValue: "e"), scope: [id])

    private static let correction = ReviewEvent.Correction(
        record: id, place: .init(version: 1, scalars: 0..<1), remark: id)
    private static let review = ReviewEvent(
        id: operation, participant: handle, at: time, recorded: provenance, verdict: .corrections,
        records: [id], corrections: [correction])

    private static func withdrawal(_ record: RecordID?) -> Withdrawal {
        Withdrawal(
            id: operation, participant: handle, option: .erase, event: operation, at: time,
            recorded: provenance, record: record)
    }

    private static let preview = WithdrawalPreview(
        participant: handle, option: .erase, counts: WithdrawalCounts())
    private static let receipt = WithdrawalReceipt(
        withdrawal: withdrawal(nil), done: WithdrawalCounts(), finished: time)

    private static func erased(_ participant: Handle?) -> ErasureReceipt {
        var receipt = ErasureReceipt(
            Erasure(
                id: operation, basis: .withdrawal, withdrawal: operation, participant: participant,
                paths: ["p"], recorded: provenance), commits: 1)
        receipt.class = participant == nil ? nil : .records
        return receipt
    }
    private static func retained(_ receipt: ErasureReceipt?) -> RetentionOutcome {
        RetentionOutcome(.records, count: 1, until: Samples.day, basis: "b", files: 1, receipt: receipt)
    }
    private static var receiptOfErasure: WithdrawalReceipt {
        var receipt = receipt
        receipt.erasure = erased(handle)
        return receipt
    }

    private static func form(_ day: CalendarDay?, _ months: Int?) -> ConsentForm {
        ConsentForm(
            name: "interview", version: "2", kind: .script, purposes: [.collect], digest: "d",
            validFrom: Samples.day, validUntil: day, reconsentMonths: months, added: provenance)
    }

    /// What is missing where nobody was asked; with a record, where consent had run out and a reason was given.
    private static func gap(_ record: RecordID?) -> ConsentGap? {
        let past = ConsentEvent(
            id: operation, participant: handle, act: .granted, purposes: [.collect, .record], mode: .oral,
            at: Timestamp(secondsSinceEpoch: 0), recorded: provenance,
            expires: CalendarDay(year: 1970, month: 1, day: 2))
        let gate = ConsentGate(ledger: ConsentLedger(record == nil ? [] : [past]), policy: .required)
        let presence = RecordPresence(record: record, people: [handle], began: time)
        return gate.verdict(for: .importRecording, of: presence, now: time, overriding: record).gaps.first
    }

    /// Why somebody is to be asked: consent that ends, that was given with an older form, or that was never given.
    static func due(expires: Bool?) -> ConsentDue? {
        let given = ConsentEvent(
            id: operation, participant: handle, act: .granted, purposes: [.collect], mode: .oral, at: time,
            recorded: provenance, form: ConsentFormReference(name: "interview", version: "1"),
            expires: expires == true ? time.day : nil)
        return ConsentLedger(expires == nil ? [] : [given]).due(
            on: time.day, within: 30, purposes: [.collect], of: [handle], forms: [form(nil, nil)]
        ).first
    }

    /// Values that never occur in one object, as one.
    private struct Together: Encodable {
        var parts: [ConsentDue?]

        func encode(to encoder: any Encoder) throws {
            for part in parts { try part?.encode(to: encoder) }
        }
    }

    private static func sheet(_ operation: OperationID?) -> SheetReply {
        SheetReply(
            dryRun: false, added: [], changed: [], unchanged: 0, entered: 0, problems: [],
            operation: operation)
    }

    static let people: [Sample] = held + reviewsAndWithdrawals + consent

    private static let held: [Sample] = [
        same("ParticipantsReply", ParticipantsReply(participants: [head(nil)])),
        Sample(schema: "ParticipantHead", full: head("n"), least: head(nil)),
        Sample(
            schema: "ParticipantsRequest", full: ParticipantsRequest(csv: "c", prefix: "SP", dryRun: true),
            least: ParticipantsRequest(csv: "c")),
        Sample(schema: "SheetReply", full: sheet(operation), least: sheet(nil)),
        same("SheetProblem", SheetReply.Problem(sentence: "s", isWarning: true)),
        same(
            "ParticipantReply",
            ParticipantReply(
                participant: head(nil), records: [], passages: [], consent: [], reviews: [], withdrawals: [],
                answers: [], originals: 0, sealed: 0, waiting: 0, files: [], operations: [leastAct])),
        same(
            "HeldRecord",
            ParticipantReply.Held(record: summary(time: nil), takesPart: true, versions: [])),
        same(
            "HeldPassage",
            ParticipantReply.Passage(record: id, version: 1, span: 0..<1, text: "t", isOwn: true)),
        same("PackReply", PackReply(name: "n", base64: "")),
    ]

    private static let reviewsAndWithdrawals: [Sample] = [
        Sample(
            schema: "ReviewRequest",
            full: ReviewRequest(verdict: .confirmed, records: ["7f3k"], corrections: [], at: time),
            least: ReviewRequest(verdict: .confirmed)),
        Sample(
            schema: "ReviewCorrection", full: correction, least: ReviewEvent.Correction(record: id)),
        same("ReviewPlace", ReviewEvent.Correction.Place(version: 1, scalars: 0..<1)),
        same("ReviewEvent", review), same("ReviewReply", ReviewReply(review: review, operation: operation)),
        Sample(
            schema: "WithdrawalRequest",
            full: WithdrawalRequest(option: .erase, mode: .oral, at: time, dryRun: true),
            least: WithdrawalRequest(option: .erase)),
        Sample(
            schema: "WithdrawalReply",
            full: WithdrawalReply(
                preview: preview, records: [], receipt: receipt, operation: operation,
                places: [WithdrawalPlace(path: "p", words: ["w"])]),
            least: WithdrawalReply(preview: preview, records: [], receipt: nil, operation: nil)),
        Sample(
            schema: "WithdrawalPlace", full: WithdrawalPlace(record: id, path: "p", words: ["w"]),
            least: WithdrawalPlace(path: "p", words: [])),
        same("WithdrawalPreview", preview), same("WithdrawalCounts", WithdrawalCounts()),
        Sample(schema: "WithdrawalReceipt", full: receiptOfErasure, least: receipt),
        Sample(schema: "ErasureReceipt", full: erased(handle), least: erased(nil)),
        same("ErasureSearch", ErasureReceipt.Searched()),
        same("ErasuresReply", ErasuresReply(erasures: [erased(handle)])),
        Sample(
            schema: "RedactionRequest", full: RedactionRequest(words: "w", dryRun: true),
            least: RedactionRequest(words: "w")),
        Sample(
            schema: "RedactionReply",
            full: RedactionReply(places: ["p"], reasons: 1, stays: ["p"], receipt: erased(nil)),
            least: RedactionReply(places: [], reasons: 0, receipt: nil)),
        Sample(
            schema: "RetentionRequest", full: RetentionRequest(.records, dryRun: true),
            least: RetentionRequest(.records)),
        Sample(
            schema: "ClosingRequest", full: ClosingRequest(on: Samples.day, anyway: true, dryRun: true),
            least: ClosingRequest()),
        Sample(
            schema: "ClosingOutcome",
            full: ClosingOutcome(
                ended: Samples.day, unfinished: ["u"], operation: operation,
                retention: RetentionReport(on: Samples.day, ended: nil, classes: [])),
            least: ClosingOutcome(ended: Samples.day, unfinished: [])),
        Sample(
            schema: "RetentionOutcome", full: retained(erased(handle)), least: retained(nil)),
        Sample(schema: "Withdrawal", full: withdrawal(id), least: withdrawal(nil)),
    ]

    private static let consent: [Sample] = [
        Sample(
            schema: "ConsentRequest",
            full: ConsentRequest(
                participants: [handle], meeting: "7f3k", act: .granted, purposes: [.collect], mode: .oral,
                at: time, form: "f", expires: day, records: ["7f3k"], evidence: "", evidenceName: "n"),
            least: ConsentRequest(act: .granted, mode: .oral)),
        same("ConsentReply", ConsentReply(events: [], operation: operation)),
        Sample(schema: "ConsentEvent", full: fullConsent, least: leastConsent),
        Sample(
            schema: "ConsentFormReference", full: reference,
            least: ConsentFormReference(name: "interview").unsafelyUnwrapped),
        same("ConsentDueReply", ConsentDueReply(due: [], gaps: [])),
        Sample(
            schema: "ConsentDue", full: Together(parts: [due(expires: true), due(expires: false)]),
            least: due(expires: nil)),
        Sample(schema: "ConsentGap", full: gap(id), least: gap(nil)),
        Sample(
            schema: "ConsentSheetRequest",
            full: ConsentSheetRequest(csv: "c", mode: .oral, form: "f", dryRun: true),
            least: ConsentSheetRequest(csv: "c")),
        Sample(
            schema: "ConsentCheckRequest", full: ConsentCheckRequest(use: .analyse, records: ["7f3k"]),
            least: ConsentCheckRequest(use: .analyse, records: [])),
        same(
            "ConsentCheckReply", ConsentCheckReply(verdict: .allowed, gaps: [], sentences: [], commands: [])),
        same("ConsentFormsReply", ConsentFormsReply(forms: [])),
        Sample(schema: "ConsentForm", full: form(day, 12), least: form(nil, nil)),
        Sample(
            schema: "ConsentFormRequest",
            full: ConsentFormRequest(
                name: "f", version: "1", kind: .form, purposes: [.collect], text: "t", validFrom: day,
                validUntil: day, reconsentMonths: 12),
            least: ConsentFormRequest(name: "f", version: "1", kind: .form, purposes: [], text: "t")),
        same("ConsentFormReply", ConsentFormReply(form: form(nil, nil), operation: operation)),
    ]
}
