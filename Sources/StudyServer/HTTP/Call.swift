import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import StudyAPI
import StudyModel
import StudyService

/// A request as a harness sees it: the route's parameters, its query, its body and its study.
struct Call: Sendable {
    let route: Route
    let request: Request
    let parameters: Parameters
    let query: QueryValues
    let exchange: Exchange
    let studies: Studies
    let limits: ServerLimits
    /// Where long work says how far it is; nobody listens unless events were asked for.
    var progress: @Sendable (WorkProgress) -> Void = { _ in }

    init(
        route: Route, request: Request, context: APIContext, studies: Studies, limits: ServerLimits
    ) throws(StudyError) {
        self.route = route
        self.request = request
        parameters = context.parameters
        query = try QueryValues(request.uri.query, allowed: route.queryNames)
        exchange = context.exchange
        self.studies = studies
        self.limits = limits
    }

    /// Whether the client would rather wait as long as it takes, and hear of it, than get one JSON answer in time.
    var asksForEvents: Bool { request.headers[.accept]?.contains(EventStream.mediaType) ?? false }

    /// The part of a record's id in the path.
    var record: String { parameters.get("record").flatMap(PercentText.decode) ?? "" }

    /// The survey and the answer in the path.
    var survey: String { parameters.get("survey").flatMap(PercentText.decode) ?? "" }
    var answer: String { parameters.get("answer").flatMap(PercentText.decode) ?? "" }

    /// The handle in the path.
    var participant: String { parameters.get("participant").flatMap(PercentText.decode) ?? "" }

    /// The part of a memo's id in the path.
    var memo: String { parameters.get("memo").flatMap(PercentText.decode) ?? "" }

    /// The name of a round in the path.
    var round: String { parameters.get("round").flatMap(PercentText.decode) ?? "" }

    /// The names of a finding, a framework matrix, a feedback cycle and a report draft in the path.
    var finding: String { parameters.get("finding").flatMap(PercentText.decode) ?? "" }
    var matrix: String { parameters.get("matrix").flatMap(PercentText.decode) ?? "" }
    var cycle: String { parameters.get("cycle").flatMap(PercentText.decode) ?? "" }
    var draft: String { parameters.get("draft").flatMap(PercentText.decode) ?? "" }

    /// What the story of is wanted, in the path.
    var thing: String { parameters.get("thing").flatMap(PercentText.decode) ?? "" }

    /// The name of a workflow in the path.
    var workflow: String { parameters.get("workflow").flatMap(PercentText.decode) ?? "" }

    /// The names of a workshop, a card of its board and a recommendation in the path.
    var workshop: String { parameters.get("workshop").flatMap(PercentText.decode) ?? "" }
    var card: String { parameters.get("card").flatMap(PercentText.decode) ?? "" }
    var recommendation: String { parameters.get("recommendation").flatMap(PercentText.decode) ?? "" }

    /// The name of a remote, and the part of a question's id, in the path.
    var remote: String { parameters.get("remote").flatMap(PercentText.decode) ?? "" }
    var question: String { parameters.get("question").flatMap(PercentText.decode) ?? "" }

    /// The study the request names, or the only one open.
    func study() async throws -> StudyService {
        let path = try studyPath
        let study = try await studies.study(at: path)
        exchange.note(study: study.path)
        return study
    }

    /// The socket of the client's ssh agent; `nil` where it names none, or nothing that can be one.
    var agent: String? {
        guard let path = request.headers[.agent].flatMap(PercentText.decode), path.hasPrefix("/"),
            !path.utf8.contains(0), path.utf8.count <= 4096
        else { return nil }
        return path
    }

    /// The absolute path in the header or the query.
    private var studyPath: String? {
        get throws {
            let header = request.headers[.study]
            let decoded = header.flatMap(PercentText.decode)
            guard header == nil || decoded != nil else {
                throw StudyError(
                    .requestInvalid, "The header '\(APIVersion.studyHeader)' is not percent-encoded UTF-8.")
            }
            if let decoded, let text = query.text(.study), decoded != text {
                throw StudyError(
                    .requestInvalid, "The header and the query of the request name different studies.")
            }
            guard let path = decoded ?? query.text(.study) else { return nil }
            guard path.hasPrefix("/"), !path.utf8.contains(0), path.utf8.count <= 4096 else {
                throw StudyError(
                    .requestInvalid, "A study is named by the absolute path of its folder.",
                    hint: "Send it percent-encoded in the header '\(APIVersion.studyHeader)'."
                )
            }
            return path
        }
    }

    /// The request's JSON.
    ///
    /// - Throws: `request.invalid`, `request.too_large`.
    func decode<Value: KnownFields>(_ type: Value.Type) async throws -> Value {
        try RequestText.decode(type, from: try await bytes())
    }

    /// The request's JSON, or `fallback` when the body is empty.
    func decode<Value: KnownFields>(_ type: Value.Type, orWhenEmpty fallback: Value) async throws -> Value {
        let bytes = try await bytes()
        return bytes.isEmpty ? fallback : try RequestText.decode(type, from: bytes)
    }

    private func bytes() async throws -> [UInt8] { try await bytes(upTo: limits.body) }

    /// The request's whole body.
    ///
    /// - Throws: `request.too_large`, `request.invalid` for one that ends early.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        let tooLarge = StudyError(
            .requestTooLarge, "The request's body is larger than \(limit >> 20) MiB.")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw tooLarge
        }
        do {
            exchange.connection.work.pause()
            defer { exchange.connection.work.resume() }
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch {
            throw StudyError(.requestInvalid, "The request's body ended before it was whole.", cause: error)
        }
    }
}
