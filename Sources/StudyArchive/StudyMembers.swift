internal import GitStore
package import StudyModel

extension StudyFolder {
    /// Who has a key to sign with here.
    package var keyHolders: [MemberID] {
        Files.names(in: "\(stateFolder)/keys").compactMap { MemberID(rawValue: $0) }
    }

    package func hasKey(of member: MemberID) -> Bool { signingKey(of: member) != nil }

    /// Makes the key with which another member who works in this folder signs; one that is there stays.
    ///
    /// - Returns: its public half, as in `study.yaml`.
    /// - Throws: `storage.full`, `storage.failed`.
    package func makeKey(for member: MemberID) throws(StudyError) -> String {
        if let key = signingKey(of: member) { return key.publicKey }
        let key = SigningKey()
        let disk = RealDisk()
        try speaking { () throws(GitError) in
            try disk.replaceFile(keyFile(member), with: Array(Hex.text(key.seed).utf8), mode: 0o600)
            try disk.flushFile(keyFile(member))
            try disk.flushFolder("\(stateFolder)/keys")
        }
        return key.publicKey
    }

    /// Makes whoever works here another member with the same key: the one the lead took them in as.
    ///
    /// Whatever a crash leaves, there is a key for the member of `.rir/device`. A key of that id that is here already stays, and then
    /// nothing changes.
    ///
    /// - Returns: whether they are that member now.
    /// - Throws: `storage.full`, `storage.failed`.
    package func rename(_ member: MemberID, to new: MemberID) throws(StudyError) -> Bool {
        guard let key = signingKey(of: member), let device = deviceLine else { return false }
        if let other = signingKey(of: new), other.publicKey != key.publicKey { return false }
        let disk = RealDisk()
        try speaking { () throws(GitError) in
            try disk.replaceFile(keyFile(new), with: Array(Hex.text(key.seed).utf8), mode: 0o600)
            try disk.flushFile(keyFile(new))
            try disk.flushFolder("\(stateFolder)/keys")
            if device.member == member {
                try disk.replaceFile(
                    deviceFile, with: Array("\(device.id.rawValue)\n\(new.rawValue)\n".utf8), mode: 0o600)
                try disk.flushFile(deviceFile)
                try disk.flushFolder(stateFolder)
            }
            try disk.removeFile(keyFile(member))
        }
        return true
    }
}

extension StudyDescription {
    /// The text of `study.yaml` with the day on which the study ended; every other line stays as it is.
    ///
    /// - Throws: `study.invalid` where it would not say so then.
    package static func yaml(_ yaml: String, ending day: CalendarDay) throws(StudyError) -> String {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = "end-of-study: \(day.rawValue)"
        if let place = lines.firstIndex(where: { $0.hasPrefix("end-of-study:") }) {
            lines[place] = line
        } else {
            let place = lines.firstIndex { $0.hasPrefix("nonce:") || $0.hasPrefix("members:") }
            lines.insert(line, at: place ?? 0)
        }
        let text = lines.joined(separator: "\n")
        guard try StudyDescription(yaml: text).ended == day else {
            throw StudyError(
                .studyInvalid, "The end of the study can't be written into study.yaml as it stands.",
                hint: "Write the line '\(line)' by hand, then 'rir adopt study.yaml'.")
        }
        return text
    }

    /// The text of `study.yaml` with one more member; every other line stays as it is.
    ///
    /// - Throws: `member.invalid` for an id that is taken; `study.invalid` where the members are not written one below the
    ///   other, as they are at first.
    package static func yaml(_ yaml: String, adding member: Member) throws(StudyError) -> String {
        let before = try StudyDescription(yaml: yaml).members
        if before.contains(where: { $0.id == member.id }) {
            throw StudyError(
                .memberInvalid, "There is a member \(member.id.rawValue) already.",
                hint: "Give another id, such as r\(before.count + 1).")
        }
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let strange = StudyError(
            .studyInvalid, "The members in study.yaml are not written one below the other.",
            hint:
                "Write each as three lines '- id:', '  role:' and '  key:'; docs/reference/format.md §2 shows it."
        )
        guard let place = lines.firstIndex(of: "members:"), place + 1 < lines.count else { throw strange }
        let indent = String(lines[place + 1].prefix { $0 == " " })
        let end = lines[(place + 1)...].firstIndex { line in
            !line.hasPrefix("\(indent)- ") && !line.hasPrefix("\(indent)  ")
        }
        var entry = [
            "\(indent)- id: \(member.id.rawValue)", "\(indent)  role: \(member.role)",
            "\(indent)  key: \"\(member.key)\"",
        ]
        if let recipient = member.recipient { entry.append("\(indent)  recipient: \"\(recipient)\"") }
        lines.insert(contentsOf: entry, at: end ?? lines.count)
        let text = lines.joined(separator: "\n")
        let after = (try? StudyDescription(yaml: text))?.members.map(\.id) ?? []
        guard Set(after) == Set(before.map(\.id) + [member.id]), after.count == before.count + 1 else {
            throw strange
        }
        return text
    }
}
