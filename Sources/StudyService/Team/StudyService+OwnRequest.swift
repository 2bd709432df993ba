internal import StudyArchive
package import StudyModel
internal import Vault

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension StudyService {
    /// The request to be taken into the team that this copy made when it was made, with its code.
    ///
    /// - Parameter recipient: of the person's identity: `age1…`.
    /// - Throws: `member.invalid` for whoever is in the team.
    package func ownRequest(
        recipient: String
    ) async throws(StudyError) -> (request: JoinRequest, code: String) {
        if let member = try await describedNow().members.first(where: { $0.id == archive.member }) {
            throw StudyError(
                .memberInvalid, "You are in the team already, as \(member.id.rawValue) (\(member.role)).",
                hint: "'rir member list' shows the team.")
        }
        // The key that is here, or nobody could have made a request: it stays as it is.
        let key = try archive.folder.makeKey(for: archive.member)
        let request = JoinRequest(
            member: archive.member, device: archive.device, key: key, recipient: recipient)
        return (request, JoinRequest.code(Digest.hex(request.bytes)))
    }
}

extension StudyService {
    /// Takes the id that the lead gave, where it is another than the one that was asked for.
    ///
    /// The study has to be opened again then.
    func takeGivenID() async throws(StudyError) {
        let members = try await describedNow().members
        let own = members.filter { $0.key.hasPrefix(archive.publicKey) }
        guard let given = own.first?.id, !own.contains(where: { $0.id == archive.member }) else { return }
        if try archive.folder.rename(archive.member, to: given), vault.exists {
            try await vault.rename(to: given)
        }
    }

    /// Whether the team is another one than the one that this study was opened with.
    func isTeamNew() async throws(StudyError) -> Bool {
        func lines(_ members: [StudyDescription.Member]) -> [String] {
            members.map { "\($0.id.rawValue) \($0.role) \($0.key)" }
        }
        return lines(try await describedNow().members) != lines(archive.description.members)
    }
}

extension CloneOutcome {
    /// The lead's key as `ssh-keygen -l` prints it, so that it can be compared by reading it out.
    package var leadFingerprint: String {
        let words = leadKey.split(separator: " ")
        guard words.count > 1, let blob = Data(base64Encoded: String(words[1])) else { return "" }
        let digest = Data(Digest.sha256(Array(blob))).base64EncodedString()
        return "SHA256:" + digest.prefix { $0 != "=" }
    }
}
