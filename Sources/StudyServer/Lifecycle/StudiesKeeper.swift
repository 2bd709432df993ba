import ServiceLifecycle
import StudyService

/// Closes the studies after the server has answered its last request.
struct StudiesKeeper: Service {
    let studies: Studies

    func run() async throws {
        try? await gracefulShutdown()
        await studies.closeAll()
    }
}
