/// Where the daemon keeps what is neither study nor socket: its log.
package enum StateLocation {
    /// The folder: `$XDG_STATE_HOME/rir`, else `$HOME/.local/state/rir`; on macOS `~/Library/Logs/rir`.
    ///
    /// - Returns: `nil` when neither variable is an absolute path.
    package static func folder(environment: [String: String]) -> String? {
        #if !canImport(Darwin)
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/rir" }
        #endif
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        let base = home == "/" ? "" : home
        #if canImport(Darwin)
        return base + "/Library/Logs/rir"
        #else
        return base + "/.local/state/rir"
        #endif
    }

    /// The newest log file.
    ///
    /// Older ones lie beside it as `rird.log.1` and `rird.log.2`.
    package static func log(environment: [String: String]) -> String? {
        folder(environment: environment).map { $0 + "/rird.log" }
    }
}
