/// What reviewers ask of an audit trail, with points for what is there.
package struct AuditChecklist: Hashable, Sendable, Codable {
    /// One of the 41 items.
    package struct Item: Hashable, Sendable, Codable {
        package var number: Int
        /// The letter of the group it belongs to.
        package var group: String
        /// What is asked for.
        package var name: String
        /// Whether nothing passes without it.
        package var isNeeded: Bool
        /// 0 absent, 1 in part, 2 there and a machine can check it.
        package var points: Int
        /// Why so many.
        package var why: String
        package var evidence: [Evidence]

        package init(
            number: Int, group: String, name: String, isNeeded: Bool, points: Int, why: String,
            evidence: [Evidence] = []
        ) {
            self.number = number
            self.group = group
            self.name = name
            self.isNeeded = isNeeded
            self.points = points
            self.why = why
            self.evidence = evidence
        }
    }

    /// Where to look.
    package struct Evidence: Hashable, Sendable, Codable {
        package var name: String
        /// A section of the page.
        package var section: String?
        /// A path in the study, and in an export below `data/`.
        package var path: String?

        package init(section: String, _ name: String) {
            self.section = section
            self.name = name
        }

        package init(path: String) {
            self.path = path
            name = path
        }
    }

    package var items: [Item]

    package init(items: [Item]) { self.items = items }

    package var points: Int { items.reduce(0) { $0 + $1.points } }

    package var most: Int { items.count * 2 }

    /// Items that are needed and absent.
    package var missing: [Item] { items.filter { $0.isNeeded && $0.points == 0 } }

    /// No needed item is absent, and three quarters of the points are reached.
    package var passes: Bool { missing.isEmpty && points * 4 >= most * 3 && most > 0 }
}

/// How an audit report came out, as machines are told.
package struct AuditOutcome: Hashable, Sendable, Codable {
    package var scope: AuditScope
    package var items: [AuditChecklist.Item]
    package var points: Int
    package var most: Int
    package var passes: Bool

    package init(_ checklist: AuditChecklist, scope: AuditScope) {
        self.scope = scope
        items = checklist.items
        points = checklist.points
        most = checklist.most
        passes = checklist.passes
    }
}
