import HTTPTypes
import Hummingbird
import Logging
import StudyAPI
import StudyModel
import StudyService

/// Builds the responder of the API: every route of ``Route``, and one shape for everything that fails.
struct APIRouter: Sendable {
    let table: RouteTable
    let studies: Studies
    let limits: ServerLimits
    let activity: Activity
    let log: Logger

    func responder() -> RouterResponder<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: FailureMiddleware(router: self))
        for route in Route.allCases {
            let method = HTTPRequest.Method(route.method) ?? .get
            let handler = table.handler(for: route)
            router.on(RouterPath(route.path), method: method) { request, context in
                try await answer(route, handler, request, context)
            }
        }
        return router.buildResponder()
    }

    private func answer(
        _ route: Route, _ handler: RouteTable.Handler, _ request: Request, _ context: APIContext
    ) async throws -> Response {
        context.exchange.note(route: route)
        try checkVersion(route, request)
        let call = try Call(
            route: route, request: request, context: context, studies: studies, limits: limits)
        switch handler {
        case .stream(let work): return try await stream(call) { try await work(call, $0) }
        case .reply(let reply) where call.asksForEvents:
            return try await stream(call) { [call] queue in
                var told = call
                told.progress = { queue.report($0) }
                // Work of a plain route goes on to its end, whoever hangs up meanwhile.
                return try await Task { [told] in try await reply(told).text }.value
            }
        case .reply(let reply):
            return try await withinTimeLimit(limits.request) {
                try await reply(call)
            }.response()
        }
    }

    private func stream(_ call: Call, _ work: @escaping EventStream.Work) async throws -> Response {
        try await EventStream.response(
            exchange: call.exchange, activity: activity, heartbeat: limits.heartbeat, fault: failure,
            work: work)
    }

    /// A client of another version may still ask who is there, stop the daemon and read what it serves.
    private func checkVersion(_ route: Route, _ request: Request) throws(StudyError) {
        guard let version = request.headers[.apiVersion], version != String(APIVersion.current) else {
            return
        }
        guard ![.daemonStatus, .daemonStop, .openAPI].contains(route) else { return }
        let asked = Int(version).map { "version \($0)" } ?? "another version"
        throw StudyError(
            .versionMismatch,
            """
            This daemon (rird \(APIVersion.product)) speaks version \(APIVersion.current) of the API, and \
            the client \(asked).
            """,
            hint: "Run 'rir daemon stop'; the next command starts the daemon that belongs to it."
        )
    }

    /// What the client is told about a failure.
    ///
    /// What it can't act on is logged instead.
    func failure(_ error: any Error) -> StudyError {
        switch error {
        case let error as StudyError:
            if let cause = error.cause { log.error("\(error.code.rawValue)", error: cause) }
            return error
        case is CancellationError where activity.isStopping: return .daemonStopping
        default:
            log.error("a request failed", error: error)
            return StudyError(
                .internalFault, "Something went wrong in the daemon; its log says what.",
                hint: "Run 'rir daemon log'."
            )
        }
    }
}

/// Turns every failure into the one shape, and tells the exchange how the request ended.
struct FailureMiddleware: RouterMiddleware {
    typealias Context = APIContext
    let router: APIRouter

    func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            context.exchange.note(status: response.status.code, code: nil)
            return response
        } catch {
            let refusal = refusal(error, request)
            context.exchange.note(status: refusal.status.code, code: refusal.error.code.rawValue)
            return refusal.response
        }
    }

    private func refusal(_ error: any Error, _ request: Request) -> Refusal {
        guard let error = error as? HTTPError, error.status == .notFound else {
            return Refusal(router.failure(error))
        }
        let methods = RouteTable.methods(at: request.uri.path)
        let hint = "Ask 'GET \(Route.openAPI.path)' for the routes there are."
        guard !methods.isEmpty else {
            return Refusal(
                StudyError(.routeUnknown, "There is no such route in version 1 of the API.", hint: hint))
        }
        let list = methods.joined(separator: ", ")
        return Refusal(
            StudyError(
                .routeUnknown, "This path is not served with that method; it takes \(list).", hint: hint),
            status: .methodNotAllowed, headers: [.allow: list]
        )
    }
}
