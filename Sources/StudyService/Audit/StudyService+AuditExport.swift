internal import Packaging
internal import Pseudonymisation
internal import StudyArchive
package import StudyModel
internal import Vault

/// A study as a package that a stranger can read and check.
extension StudyService {
    /// Makes an audit export: what may go out of the study, its logs, and what opens them.
    ///
    /// Nothing is written anywhere. What may not go out is counted, with its digest where nobody can guess from it.
    ///
    /// - Throws: `names.found` where a known name would go out, `round.not_found`, `request.too_large` for more than a package
    ///   of the form takes, `template.unknown` where what goes into every export can't be found, `storage.failed`.
    package func auditExport(_ request: AuditExportRequest) async throws(StudyError) -> AuditBundle {
        try await refreshed()
        let guides = try auditGuides(["VERIFY.md", "verify.py"])
        let scanner = try await auditScanner()
        let policy = namePolicy
        let hasNames: NameCheck = { bytes in
            if policy == .off { return false }
            return scanner.map { !$0.scan(String(decoding: bytes, as: UTF8.self)).isClean }
        }
        let trail = try await AuditTrailReader(folder: archive.folder).read()
        var (collection, rules) = try await auditCollection(trail, request, hasNames)
        let openings = collection.openings(of: trail)
        var signed: [DeviceID: StudyArchive.SignedLog] = [:]
        for log in trail.logs {
            signed[log.device] = try await archive.signedLog(
                log, proving: collection.proven[log.device] ?? [])
        }
        let audit = AuditFiles(
            trail: trail, collection: collection, rules: rules, openings: openings, signed: signed,
            hasNames: hasNames, signer: await archive.maySign ? (archive.member, archive.device) : nil,
            at: surroundings.now)
        // The one place where the files of an export are put together; what is to be read first comes first.
        let report = try await auditReport(request.scope, isInBag: true)
        let first = [
            PackedFile("report.html", text: report.html),
            PackedFile("checklist.md", text: report.checklistMarkdown),
        ]
        let files = first + collection.files() + audit.all()
        try await requireNoNames(inExport: files)
        let note = AuditNote(
            title: title, at: surroundings.now, request: request, trail: trail, collection: collection,
            names: scanner == nil ? nil : try await knownNameCount(), policy: namePolicy,
            privateMemos: trail.steps.count { $0.act == .memo && $0.changes.isEmpty })
        let crate = note.crate.metadata(of: files)
        return try await bundle(note, files, crate, guides)
    }

    /// The package of a form, signed.
    private func bundle(
        _ note: AuditNote, _ files: [PackedFile], _ crate: PackedFile, _ guides: [PackedFile]
    ) async throws(StudyError) -> AuditBundle {
        switch note.request.form {
        case .bag:
            let bag = Bag(
                payload: [crate] + files, beside: guides, info: note.info, day: note.at.day.rawValue)
            let digest = Digest.hex(bag.tagManifest)
            let signature = try await archive.signedExport(of: Bag.tagManifestName, digest)
            return note.bundle(
                named: note.name,
                (bag.files + [signature].compactMap(\.self).map { PackedFile("signature.txt", text: $0) })
                    .map { ($0.path, $0.bytes) }, isSigned: signature != nil)
        case .eln:
            let signature = try await archive.signedExport(of: crate.path, Digest.hex(crate.bytes))
            let all =
                [crate] + files + guides
                + [signature].compactMap(\.self).map { PackedFile("signature.txt", text: $0) }
            let packed = StoredZip.archive(all.map { PackedFile("\(note.name)/\($0.path)", $0.bytes) })
            guard let packed else {
                throw StudyError(
                    .requestTooLarge, "The study is larger than one .eln file takes.",
                    hint: "Export a bag: it is a folder and has no such limit.")
            }
            let name = "\(note.name).eln"
            return note.bundle(named: name, [(name, packed)], isSigned: signature != nil)
        }
    }

    // MARK: Names

    private func auditScanner() async throws(StudyError) -> LeakScanner? {
        guard namePolicy != .off, vault.exists, await vault.isOpen else { return nil }
        return LeakScanner(try await keyTable(), words: try NameLists.lists(in: surroundings.nameLists))
    }

    private func knownNameCount() async throws(StudyError) -> Int {
        try await keyTable().entries.reduce(0) { $0 + $1.allNames.count }
    }

    /// Looks at every byte that the study gives for known names.
    ///
    /// - Throws: `names.found` with places, never with a name.
    private func requireNoNames(inExport files: [PackedFile]) async throws(StudyError) {
        guard namePolicy != .off, vault.exists, await vault.isOpen else { return }
        let words = try NameLists.lists(in: surroundings.nameLists)
        var search = LeakSearch(try await keyTable(), words: words)
        for file in files { search.look(at: file.bytes, named: file.path) }
        let found = search.found
        guard found.total > 0 else { return }
        let places = found.leaks.prefix(20).map { leak in
            leak.line.map { "\(leak.place), line \($0)" } ?? "\(leak.place), byte \(leak.column)"
        }
        let more = found.total > places.count ? "; and \(found.total - places.count) more" : ""
        throw StudyError(
            .namesFound,
            "The export would hold known names in \(found.total == 1 ? "one place" : "\(found.total) places"): "
                + places.joined(separator: "; ") + more + ". Nothing was written.",
            hint:
                "Put handles in their place ('rir edit', or 'rir pseudonym add' with the name), then repeat the command."
        )
    }

    // MARK: What goes into every export

    /// The program and the page for whoever checks an export, as they came with rir.
    func auditGuides(_ names: [String]) throws(StudyError) -> [PackedFile] {
        var files: [PackedFile] = []
        for name in names {
            guard let bytes = surroundings.verifier.flatMap({ StudyFiles.read("\($0)/\(name)") }) else {
                throw StudyError(
                    .templateUnknown, "The file \(name), which goes into every export, can't be found.",
                    hint:
                        "It lies in the folder 'verify' that came with rir, beside 'workspace'. Set RIR_WORKSPACE."
                )
            }
            files.append(PackedFile(name, bytes))
        }
        return files
    }
}
