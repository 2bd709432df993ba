internal import StudyArchive
package import StudyModel
internal import Vault

extension StudyService {
    /// The requests to be taken into the team that lie on a remote, with the code of each.
    ///
    /// - Parameter agent: the socket of the ssh agent of whoever asks; `nil` for that of this process.
    /// - Throws: `remote.not_found`, `sync.unreachable`, `sync.denied`.
    package func joinRequests(
        on name: String? = nil, agent: String? = nil
    ) async throws(StudyError) -> [(request: JoinRequest, code: String)] {
        let transport = try transport(to: try await remote(name), agent: agent)
        let theirs = try await transport.references(["\(JoinRequest.references)/*"])
        if theirs.isEmpty { return [] }
        // A pattern of git also fits the end of longer names; nothing is brought here under a name that the remote chose.
        let devices = theirs.keys.sorted().filter { $0.hasPrefix("\(JoinRequest.references)/") }
            .compactMap { DeviceID(rawValue: String($0.dropFirst(JoinRequest.references.count + 1))) }
            .prefix(Self.mostRequests)
        let place = "refs/rir/incoming/requests"
        if devices.isEmpty { return [] }
        try await transport.fetch(
            Dictionary(
                uniqueKeysWithValues: devices.map {
                    ("\(JoinRequest.references)/\($0.rawValue)", "\(place)/\($0.rawValue)")
                }))
        var requests: [(request: JoinRequest, code: String)] = []
        for device in devices {
            guard let id = await reader.reference("\(place)/\(device.rawValue)"),
                let object = try? await reader.object(id), object.kind == "blob",
                let request = JoinRequest(from: object.bytes), request.device == device
            else { continue }
            requests.append((request, JoinRequest.code(Digest.hex(object.bytes))))
        }
        let members = try await describedNow().members
        return requests.filter { request in !members.contains { $0.key == request.request.key } }
    }

    private static var mostRequests: Int { 200 }

    /// Takes somebody with a copy of their own into the team, by the code that they read out.
    ///
    /// The next synchronisation tells them.
    ///
    /// - Throws: `member.invalid` for anybody but the lead, for a code that no request has, or an id that is taken; `vault.locked`
    ///   where there is a vault, which the new member can open from then on.
    package func admit(
        _ code: String, as member: MemberID?, role: String, from remote: String? = nil, agent: String? = nil
    ) async throws(StudyError) -> OperationID {
        try await refreshed()
        try await requireLead()
        let requests = try await joinRequests(on: remote, agent: agent)
        guard
            let request = requests.first(where: { JoinRequest.typed($0.code) == JoinRequest.typed(code) })?
                .request
        else {
            throw StudyError(
                .memberInvalid, "Nobody with that code asks to be taken in.",
                hint: "Have them read it once more; 'rir clone' printed it for them.")
        }
        let id = member ?? request.member
        return try await writing { () async throws(StudyError) -> OperationID in
            let yaml = try await requireLead(toAdd: id, role: role)
            if vault.exists {
                try await requireOpenVault()
                try await vault.grant(id, recipient: request.recipient)
            }
            let text = try StudyDescription.yaml(
                yaml,
                adding: .init(id: id, role: role, key: request.key, recipient: request.recipient))
            let operation = ArchiveOperation(
                id: surroundings.operationID(), act: .member, by: archive.member, at: surroundings.now,
                files: ["study.yaml": Array(text.utf8)])
            return try await commit([operation])[0].get().summary.id
        }
    }
}
