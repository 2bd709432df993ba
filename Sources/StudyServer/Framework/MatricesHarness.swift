import StudyAPI
import StudyModel
import StudyService

/// `/v1/matrices`.
enum MatricesHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (matrices, unreadable) = try await call.study().frameworkList()
        return try Reply(
            FrameworksReply(matrices: matrices, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func new(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(FrameworkPlan.self)
        return try Reply(await call.study().newFramework(plan))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        let part = StudyService.FrameworkPart(
            by: call.query.text(.by), caseID: call.query.text(.case), theme: try call.query.single(.code),
            isStaleOnly: try call.query.flag(.stale))
        return try Reply(await call.study().framework(call.matrix, part))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let edit = try await call.decode(FrameworkEdit.self)
        return try Reply(await call.study().changeFramework(call.matrix, edit))
    }

    @Sendable static func cell(_ call: Call) async throws -> Reply {
        guard let caseID = call.query.text(.case), let code = try call.query.single(.code) else {
            throw StudyError(.requestInvalid, "The query lacks 'case' or 'code', which name the cell.")
        }
        return try Reply(await call.study().frameworkCell(call.matrix, caseID, code))
    }

    @Sendable static func fill(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(FrameworkFilling.self)
        return try Reply(await call.study().fillCell(call.matrix, draft))
    }

    @Sendable static func file(_ call: Call) async throws -> Reply {
        guard let format = FrameworkFormat(rawValue: call.query.text(.format) ?? "xlsx") else {
            throw QueryValues.invalid(.format, "one of csv, xlsx")
        }
        return try Reply(FileReply(await call.study().frameworkFile(call.matrix, as: format)))
    }

    @Sendable static func take(_ call: Call) async throws -> Reply {
        let request = try await call.decode(FrameworkImportRequest.self)
        guard let bytes = Base64Text.bytes(request.base64) else {
            throw StudyError(.requestInvalid, "The field 'base64' is not base64.")
        }
        let study = try await call.study()
        return try Reply(
            await study.importFramework(
                call.matrix, bytes, named: request.name, dryRun: request.dryRun ?? false,
                cleared: request.cleared ?? false, taken: request.taken ?? []))
    }
}

extension FrameworkPlan: KnownFields {
    static let fields: Set<String> = ["name", "title", "themes", "kind", "cases", "attributes", "query"]
}

extension FrameworkEdit: KnownFields {
    static let fields: Set<String> = [
        "title", "add", "drop", "kind", "cases", "attributes", "query", "anyway", "cleared",
    ]
}

extension FrameworkFilling: KnownFields {
    static let fields: Set<String> = ["caseID", "theme", "text", "codings", "base", "cleared"]
}

extension FrameworkImportRequest: KnownFields {
    static let fields: Set<String> = ["name", "base64", "dryRun", "cleared", "taken"]
}
