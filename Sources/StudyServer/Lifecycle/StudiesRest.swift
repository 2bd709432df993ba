import ServiceLifecycle
import StudyService

/// Lets the studies tidy up when nothing was asked for a while after something was.
///
/// Flushing the journal away, packing and giving memory back then cost nobody a wait.
struct StudiesRest: Service {
    private static let pause: Duration = .seconds(2)

    let studies: Studies
    let activity: Activity

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in activity.quietMoments {
                try? await Task.sleep(for: Self.pause)
                if Task.isCancelled { return }
                // Work that began meanwhile ends with a quiet moment of its own.
                if activity.idle >= Self.pause { await studies.rest() }
            }
        }
    }
}
