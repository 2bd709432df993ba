package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StudyAPI
package import StudyModel
package import StudyService
import UnixSignals

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The daemon: one socket, one lock, one group of services that start together and stop in order.
package struct Daemon: Sendable {
    package var options: DaemonOptions
    package var studies: Studies
    package var log: Logger
    package var logPath: String
    package var startedAt: Timestamp
    package var hooks: DaemonHooks

    package init(
        options: DaemonOptions, studies: Studies, log: Logger, logPath: String, startedAt: Timestamp,
        hooks: DaemonHooks = .init()
    ) {
        self.options = options
        self.studies = studies
        self.log = log
        self.logPath = logPath
        self.startedAt = startedAt
        self.hooks = hooks
    }

    /// Serves until a signal, a request or idleness ends it, and returns when everything acknowledged is
    /// kept.
    ///
    /// - Throws: `daemon.running`, `daemon.socket_unsafe`.
    package func run() async throws {
        let inherited = SystemdActivation.takeDescriptor(environment: options.environment)
        SystemdNotifier.forgetVariables()
        let path =
            try inherited.flatMap(SystemdActivation.path(of:))
            ?? SocketLocation.prepare(environment: options.environment)
        let lock = try await InstanceLock.take(
            forSocket: path, patience: options.isSelfStarted ? .seconds(10) : .zero
        )
        let socket =
            if let inherited { ListeningSocket.adopt(descriptor: inherited, path: path) } else {
                try ListeningSocket.bind(path: path, holding: lock)
            }
        defer { socket.removeFile() }
        let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await group(socket, eventLoops).run()
        try? await eventLoops.shutdownGracefully()
        log.info("stopped")
        withExtendedLifetime(lock) {}
    }

    /// The services in the order they start; they stop in the opposite one, the server first.
    private func group(_ socket: ListeningSocket, _ eventLoops: MultiThreadedEventLoopGroup) -> ServiceGroup {
        let activity = Activity()
        let stopRequest = StopRequest(
            activity: activity, idleLimit: options.idleSeconds.map { .seconds($0) }
        )
        let notifier = options.isSelfStarted ? nil : SystemdNotifier(environment: options.environment)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: StudiesKeeper(studies: studies)),
            .init(service: StudiesRest(studies: studies, activity: activity)),
            .init(service: BackgroundSync(studies: studies)),
        ]
        if let notifier, let interval = notifier.watchdog {
            let watchdog = Watchdog(notifier: notifier, interval: interval, eventLoop: eventLoops.next())
            services.append(.init(service: watchdog))
        }
        services.append(.init(service: server(socket, eventLoops, activity, stopRequest, notifier)))
        services.append(.init(service: stopRequest, successTerminationBehavior: .gracefullyShutdownGroup))
        var quiet = log
        quiet.logLevel = max(log.logLevel, .error)
        return ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: hooks.signals ? [.sigterm, .sigint, .sighup] : [],
                logger: quiet
            )
        )
    }

    private func server(
        _ socket: ListeningSocket, _ eventLoops: any EventLoopGroup, _ activity: Activity,
        _ stopRequest: StopRequest,
        _ notifier: SystemdNotifier?
    ) -> HTTPService {
        let facts = DaemonFacts(
            startedAt: startedAt, startedBy: options.starter, idleStop: options.idleSeconds,
            socket: socket.path,
            log: logPath
        )
        let router = APIRouter(
            table: RouteTable(
                daemon: DaemonHarness(facts: facts, stopRequest: stopRequest), standIns: hooks.standIns
            ), studies: studies,
            limits: options.limits, activity: activity, log: log
        )
        return HTTPService(
            socket: socket, responder: router.responder(), limits: options.limits, activity: activity,
            eventLoops: eventLoops, owner: options.owner, log: log,
            didStart: { started(notifier, stopRequest) },
            willStop: { [studies] in
                notifier?.stopping()
                Task { await studies.giveUpOpening() }
                log.info("stopping")
            }
        )
    }

    private func started(_ notifier: SystemdNotifier?, _ stopRequest: StopRequest) {
        log.info("started", metadata: ["pid": "\(getpid())", "by": "\(options.starter.rawValue)"])
        if let descriptor = options.readyDescriptor {
            var byte = UInt8(ascii: "+")
            _ = write(descriptor, &byte, 1)
            close(descriptor)
        }
        notifier?.ready()
        hooks.didStart { stopRequest.stop() }
    }
}

/// What tests see of a daemon, and what they leave out.
package struct DaemonHooks: Sendable {
    /// Called when connections are accepted, with what stops the daemon.
    package var didStart: @Sendable (_ stop: @escaping @Sendable () -> Void) -> Void
    /// Whether signals of the process stop it.
    package var signals: Bool
    /// What answers a route in place of its harness.
    var standIns: [Route: RouteTable.Handler] = [:]

    package init(
        signals: Bool = true,
        didStart: @escaping @Sendable (_ stop: @escaping @Sendable () -> Void) -> Void = { _ in }
    ) {
        self.signals = signals
        self.didStart = didStart
    }
}
