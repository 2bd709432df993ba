package import StudyModel

extension Codebook {
    /// What differs from an earlier state of the frame, in the order of paths; codes that are gone come last.
    package func differences(from before: Codebook) -> [CodeDifference] {
        var found: [CodeDifference] = []
        for entry in entries {
            guard let old = before[entry.code.id] else {
                found.append(
                    CodeDifference(
                        id: entry.code.id, path: entry.path, name: entry.code.name, kinds: [.added],
                        fields: Self.fields(nil, entry.code)))
                continue
            }
            let hasMoved = before.parent(of: old) != parent(of: entry)
            if let difference = Self.difference(old, entry, hasMoved) { found.append(difference) }
        }
        for old in before.entries where self[old.code.id] == nil {
            found.append(
                CodeDifference(id: old.code.id, path: old.path, name: old.code.name, kinds: [.removed]))
        }
        return found
    }

    private func parent(of entry: Entry) -> CodeID? { entry.path.parent.flatMap { self[$0]?.code.id } }

    private static func difference(_ old: Entry, _ new: Entry, _ hasMoved: Bool) -> CodeDifference? {
        var kinds: [CodeDifference.Kind] = []
        if old.code.name != new.code.name { kinds.append(.renamed) }
        if hasMoved { kinds.append(.moved) }
        let fields = fields(old.code, new.code)
        if old.code.status != new.code.status {
            if new.code.status == .retired {
                kinds.append(
                    new.code.replacedBy.count > 1 ? .split : new.code.replacedBy.isEmpty ? .retired : .merged)
            } else if old.code.status == .retired {
                kinds.append(.restored)
            }
        }
        if old.code.revision != new.code.revision {
            kinds.append(.redefined)
        } else if fields.contains(where: { $0.name != "name" }), kinds.isEmpty {
            kinds.append(.described)
        }
        if kinds.isEmpty { return nil }
        return CodeDifference(
            id: new.code.id, path: new.path, name: new.code.name, kinds: kinds,
            before: old.path == new.path ? nil : old.path, fields: fields)
    }

    private static func fields(_ old: Code?, _ new: Code) -> [CodeDifference.Field] {
        zip(shown(old), shown(new)).compactMap { old, new in
            old.value == new.value ? nil : .init(name: new.name, old: old.value, new: new.value)
        }
    }

    private static func shown(_ code: Code?) -> [(name: String, value: String)] {
        [
            ("name", code?.name ?? ""), ("status", code?.status.rawValue ?? ""),
            ("origin", code?.origin.rawValue ?? ""), ("colour", code?.colour ?? ""),
            ("definition", code?.definition ?? ""), ("use when", code?.useWhen ?? ""),
            ("do not use when", code?.notWhen ?? ""), ("example", code?.example ?? ""),
            ("scale", code?.scale.map { "\($0.lowest)..\($0.highest)" } ?? ""),
            ("category", code?.isCategory == true ? "yes" : ""),
        ]
    }
}
