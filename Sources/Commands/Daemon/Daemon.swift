package import ArgumentParser

/// `rir daemon`: the process that holds the studies.
package struct Daemon: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract: "Look at the daemon, end it, or read its log.",
        discussion: """
            The daemon 'rird' starts by itself with the first command about a study and ends when it has \
            been idle. None of these commands starts it.

            Examples:

              rir daemon status
              rir daemon stop
              rir daemon log --lines 20
            """,
        subcommands: [DaemonStatus.self, DaemonStop.self, DaemonLog.self]
    )

    package init() {}
}
