import StudyAPI
import StudyModel
import StudyService

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a study gives to whoever checks it.
enum AuditHarness {
    @Sendable static func export(_ call: Call) async throws -> Reply {
        let order = try await call.decode(AuditExportOrder.self)
        var request = AuditExportRequest(version: APIVersion.product)
        guard let form = AuditExportRequest.Form(rawValue: order.form ?? "bag") else {
            throw StudyError(.requestInvalid, "An audit export is a bag or an eln.")
        }
        request.form = form
        for word in order.withhold ?? [] {
            guard word == "bodies" else {
                throw StudyError(.requestInvalid, "What can be withheld is 'bodies'.")
            }
            request.withholdsBodies = true
        }
        request.scope = AuditScope(from: order.from, until: order.until, participant: order.participant)
        if let name = order.round {
            guard let round = RoundID(rawValue: name) else {
                throw StudyError(
                    .roundNotFound, "There is no round of that name.",
                    hint: "'rir round list' shows the rounds there are.")
            }
            request.scope.round = round
        }
        if let from = order.from, let until = order.until, until < from {
            throw StudyError(.requestInvalid, "The last day lies before the first.")
        }
        return try Reply(AuditExportReply(await call.study().auditExport(request)))
    }

    @Sendable static func archive(_ call: Call) async throws -> Reply {
        try Reply(AuditExportReply(await call.study().studyArchive(version: APIVersion.product)))
    }
}

extension AuditExportOrder: KnownFields {
    static let fields: Set<String> = ["form", "from", "until", "participant", "round", "withhold"]
}

extension AuditExportReply {
    fileprivate init(_ bundle: AuditBundle) {
        self.init(
            name: bundle.name,
            files: bundle.files.map { .init(path: $0.path, base64: Data($0.bytes).base64EncodedString()) },
            records: bundle.records, versions: bundle.versions, leaves: bundle.leaves,
            withheld: AuditWithheld.Reason.allCases.compactMap { reason in
                bundle.withheld[reason].map { .init(reason: reason.rawValue, count: $0) }
            },
            names: bundle.names, remarks: bundle.remarks)
    }
}
