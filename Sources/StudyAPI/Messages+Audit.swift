package import StudyModel

/// `POST /v1/audit/export`: what is wanted of a study's audit export.
package struct AuditExportOrder: Codable, Sendable {
    /// `bag` or `eln`; `bag` without it.
    package var form: String?
    package var from: CalendarDay?
    package var until: CalendarDay?
    package var participant: Handle?
    package var round: String?
    /// `bodies`: texts of records stay at home, and all that quotes them.
    package var withhold: [String]?

    package init(
        form: String? = nil, from: CalendarDay? = nil, until: CalendarDay? = nil,
        participant: Handle? = nil, round: String? = nil, withhold: [String]? = nil
    ) {
        self.form = form
        self.from = from
        self.until = until
        self.participant = participant
        self.round = round
        self.withhold = withhold
    }
}

/// An audit export, to be written where the person wants it.
package struct AuditExportReply: Codable, Sendable {
    /// A file of it, by its path from the export's top.
    package struct File: Codable, Sendable {
        package var path: String
        package var base64: String

        package init(path: String, base64: String) {
            self.path = path
            self.base64 = base64
        }
    }

    /// How many things stay at home for one reason.
    package struct Withheld: Codable, Sendable, Hashable {
        package var reason: String
        package var count: Int

        package init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    /// A name for it, without a person's name in it.
    package var name: String
    package var files: [File]
    package var records: Int
    package var versions: Int
    package var leaves: Int
    package var withheld: [Withheld]
    /// Of how many known names none stands in it; left out where nobody could look.
    package var names: Int?
    package var remarks: [String]

    package init(
        name: String, files: [File], records: Int, versions: Int, leaves: Int, withheld: [Withheld],
        names: Int?, remarks: [String]
    ) {
        self.name = name
        self.files = files
        self.records = records
        self.versions = versions
        self.leaves = leaves
        self.withheld = withheld
        self.names = names
        self.remarks = remarks
    }
}
