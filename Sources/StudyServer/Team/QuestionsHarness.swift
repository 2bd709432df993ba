import StudyAPI
import StudyModel
import StudyService

/// `/v1/questions`.
enum QuestionsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(QuestionsReply(questions: await call.study().questions()))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        let view = try await call.study().question(call.question)
        return try Reply(
            QuestionReply(question: view.question, path: view.path, kept: view.kept, other: view.other))
    }

    @Sendable static func answer(_ call: Call) async throws -> Reply {
        let request = try await call.decode(AnswerRequest.self)
        let study = try await call.study()
        let answer: StudyService.Answer = request.answer == .keep ? .keep : .other
        let operation = try await study.answer(call.question, with: answer, reason: request.reason)
        return try Reply(AnswerReply(operation: operation, questions: await study.questions()))
    }
}

extension AnswerRequest: KnownFields {
    static let fields: Set<String> = ["answer", "reason"]
}
