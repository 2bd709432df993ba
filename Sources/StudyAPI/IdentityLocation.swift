/// Where a person's age identity lies: the one file that opens the vaults of the studies they work in.
package enum IdentityLocation {
    /// The file: `RIR_IDENTITY`; else `identity` in `$XDG_CONFIG_HOME/rir` or `$HOME/.config/rir`, on macOS in
    /// `~/Library/Application Support/rir`.
    ///
    /// - Returns: `nil` when no variable is an absolute path.
    package static func file(environment: [String: String]) -> String? {
        if let given = environment["RIR_IDENTITY"], given.hasPrefix("/") { return given }
        #if !canImport(Darwin)
        if let settings = environment["XDG_CONFIG_HOME"], settings.hasPrefix("/") {
            return settings + "/rir/identity"
        }
        #endif
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        let base = home == "/" ? "" : home
        #if canImport(Darwin)
        return base + "/Library/Application Support/rir/identity"
        #else
        return base + "/.config/rir/identity"
        #endif
    }
}
