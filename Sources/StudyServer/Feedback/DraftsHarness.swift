import StudyAPI
import StudyModel
import StudyService

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/v1/drafts`.
enum DraftsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (drafts, unreadable) = try await call.study().drafts()
        return try Reply(DraftsReply(drafts: drafts, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func write(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(DraftPlan.self)
        return try Reply(await call.study().writeDraft(plan))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().draft(call.draft, version: try version(call)))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let changes = try await call.decode(DraftChanges.self)
        return try Reply(await call.study().changeDraft(call.draft, changes))
    }

    @Sendable static func share(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(CommentRoundPlan.self)
        return try Reply(await call.study().shareDraft(call.draft, plan))
    }

    @Sendable static func comment(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(CommentDraft.self)
        return try Reply(await call.study().comment(draft, on: call.draft))
    }

    @Sendable static func take(_ call: Call) async throws -> Reply {
        let file = try await call.decode(CommentFile.self)
        guard let bytes = Data(base64Encoded: file.base64) else {
            throw StudyError(
                .requestInvalid, "'base64' holds no bytes in Base64.", hint: "Encode the Word file's bytes.")
        }
        return try Reply(await call.study().takeComments(from: Array(bytes), file, on: call.draft))
    }

    @Sendable static func answer(_ call: Call) async throws -> Reply {
        let answer = try await call.decode(CommentAnswer.self)
        return try Reply(await call.study().answerComment(answer, on: call.draft))
    }

    @Sendable static func close(_ call: Call) async throws -> Reply {
        try Reply(await call.study().closeRound(of: call.draft))
    }

    @Sendable static func sign(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(SignOff.self)
        return try Reply(await call.study().signDraft(plan, of: call.draft))
    }

    @Sendable static func pack(_ call: Call) async throws -> Reply {
        try Reply(FileReply(await call.study().draftPack(call.draft, as: try format(call))))
    }

    @Sendable static func file(_ call: Call) async throws -> Reply {
        try Reply(
            FileReply(
                await call.study().draftFile(
                    call.draft, version: try version(call), as: try format(call))))
    }

    private static func version(_ call: Call) throws(StudyError) -> Int? {
        let version = call.query.text(.version) == nil ? nil : try call.query.count(.version, default: 1)
        guard version != 0 else { throw QueryValues.invalid(.version, "a whole number from 1") }
        return version
    }

    private static func format(_ call: Call) throws(StudyError) -> DraftFormat {
        guard let format = DraftFormat(rawValue: call.query.text(.format) ?? "html") else {
            throw QueryValues.invalid(.format, "one of md, html, docx, pdf, txt")
        }
        return format
    }
}

extension DraftPlan: KnownFields {
    static let fields: Set<String> = ["name", "title", "text", "cleared"]
}

extension DraftChanges: KnownFields {
    static let fields: Set<String> = [
        "title", "text", "reason", "takesIn", "refreshes", "base", "cleared",
    ]
}

extension CommentRoundPlan: KnownFields {
    static let fields: Set<String> = ["audience", "due"]
}

extension CommentDraft: KnownFields {
    static let fields: Set<String> = ["who", "text", "from", "to", "quote", "cleared"]
}

extension CommentFile: KnownFields {
    static let fields: Set<String> = ["base64", "who", "cleared"]
}

extension CommentAnswer: KnownFields {
    static let fields: Set<String> = ["comment", "outcome", "reason", "version", "cleared"]
}

extension SignOff: KnownFields {
    static let fields: Set<String> = ["who", "version"]
}
