import StudyClient
import StudyModel

/// Addresses of remotes as people type them.
package enum RemoteAddress {
    /// The address as the daemon must be given it: a folder from the root on, any other as it is.
    ///
    /// - Throws: `remote.invalid` for one with a password in it.
    static func settled(_ address: String, _ session: Session) throws(StudyError) -> String {
        if Remote.holdsPassword(address) {
            throw StudyError(
                .remoteInvalid,
                "The address has a password in it, which would lie open in files and lists of processes.",
                hint:
                    "Leave it out: git takes it from '~/.netrc'. An address with ssh:// and a key needs none."
            )
        }
        let path = session.absolute(address)
        return Paths.kind(of: path) == .folder ? Paths.real(path) ?? path : address
    }

    /// The folder a copy is made in where none is named: the last part of the address, without `.git`.
    package static func folder(for address: String) -> String {
        let last = address.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? ""
        let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        return name.isEmpty || name == "." || name == ".." ? "study" : name
    }
}
