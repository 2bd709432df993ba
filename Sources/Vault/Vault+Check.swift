package import StudyModel

extension Vault {
    /// What a check of the vault found.
    package struct Check: Sendable {
        package var files = 0
        package var bytes = 0
        /// Files that are another member's alone, which were counted and not opened.
        package var others = 0
        package var findings: [CheckReport.Finding] = []
    }

    /// Opens every sealed file and says which can't be; those that are another member's alone are only counted.
    ///
    /// - Throws: `vault.locked`.
    package func check() throws(StudyError) -> Check {
        guard isOpen else { throw Self.locked }
        var check = Check()
        for shelf in SealedName.Shelf.allCases {
            for file in folder.names(in: shelf.rawValue) where file.hasSuffix(".age") {
                guard let name = SealedName(shelf, file: file) else {
                    check.add("vault.unknown", "'\(shelf.rawValue)' holds a file that is not the vault's.")
                    continue
                }
                if isAnothers(name.key) {
                    check.others += 1
                    continue
                }
                check.files += 1
                do throws(StudyError) { check.bytes += try read(name).count } catch {
                    check.add(error.code.rawValue, "\(name.path): \(error.message)")
                }
            }
        }
        for shelf in [SealedName.Shelf.inbox, .originals] {
            let sealed = Set(names(on: shelf).map(\.id))
            for file in folder.names(in: shelf.rawValue) where file.hasSuffix(".json") {
                if !sealed.contains(String(file.dropLast(5))) {
                    check.add(
                        "vault.lost", "\(shelf.rawValue)/\(file) tells of a sealed file that is not there.")
                }
            }
        }
        let sealed = Set(folder.names(in: "keys").filter { $0.hasSuffix(".age") }.map { $0.dropLast(4) })
        for key in folder.names(in: "keys").filter({ $0.hasSuffix(".pub") }).map({ $0.dropLast(4) })
        where !sealed.contains(key) {
            check.add(StudyError.Code.vaultKeyGone.rawValue, "The secret half of the key of \(key) is gone.")
        }
        return check
    }

    private func isAnothers(_ key: VaultKey) -> Bool {
        guard case .member(let holder) = key else { return false }
        return holder != member
    }
}

extension Vault.Check {
    fileprivate mutating func add(_ code: String, _ message: String) {
        findings.append(.init(code: code, message: message))
    }
}
