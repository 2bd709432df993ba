import ServiceLifecycle
import StudyService

/// Lets the open studies exchange work with their teams, each as often as its person chose.
struct BackgroundSync: Service {
    /// How often is looked whose time has come; the shortest that can be chosen is a minute.
    private static let pause: Duration = .seconds(20)

    let studies: Studies

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)
                if Task.isCancelled { return }
                await studies.synchroniseWhenDue()
            }
        }
    }
}
