import NIOCore
import ServiceLifecycle

/// Tells systemd at half its interval that the event loop still turns; a daemon that hangs is then restarted.
struct Watchdog: Service {
    let notifier: SystemdNotifier
    let interval: Duration
    let eventLoop: any EventLoop

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await eventLoop.submit {}.get()
                notifier.alive()
                try? await Task.sleep(for: interval / 2)
            }
        }
    }
}
