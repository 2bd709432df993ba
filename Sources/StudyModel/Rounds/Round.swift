/// Names a round of double-coding for as long as the study lives: `access-1`.
package struct RoundID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard (1...40).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
            bytes.last != UInt8(ascii: "-"), bytes.allSatisfy(Self.isPossible)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Small letters and digits of ASCII, and dashes, because it names files.
    private static func isPossible(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
}

extension RoundID: Comparable, CustomStringConvertible {
    package static func < (left: RoundID, right: RoundID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}

/// A round of double-coding: several coders code the same records with the same codes and do not see each other's work
/// until it closes (format.md §15).
///
/// What happened to it stands in ``events``; everything that changes is worked out from them.
package struct Round: Hashable, Sendable, Codable {
    /// What is compared.
    package enum Level: String, Hashable, Sendable, Codable, CaseIterable {
        case character, sentence, paragraph, turn, record
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Drawn and written down; nobody codes in it yet.
        case planned
        /// Coders work in it, each alone.
        case open
        /// Everybody's work is to be seen, and stays as it was.
        case closed
    }

    /// A record of the sample, in the version that is coded.
    package struct Sampled: Hashable, Sendable, Codable {
        package var record: RecordID
        package var version: Int
        /// SHA-256 of that version's file in hexadecimal.
        package var sha256: String
        /// The stratum it was drawn from; empty without strata.
        package var stratum: String

        package init(record: RecordID, version: Int, sha256: String, stratum: String) {
            self.record = record
            self.version = version
            self.sha256 = sha256
            self.stratum = stratum
        }
    }

    /// How the sample was drawn, so that another can draw the same.
    package struct Draw: Hashable, Sendable, Codable {
        package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
            /// So many records.
            case size
            /// So many of a hundred.
            case share
            /// Every record there is to draw from.
            case all
            /// Records somebody named; no draw at all.
            case named
        }

        package var way: Way
        /// The size, or the share in percent; 0 for the others.
        package var amount: Int
        /// What the generator begins with; not negative.
        package var seed: Int
        /// What made the strata: `kind`, `length`, or an attribute of cases such as `site`.
        package var strata: [String]
        /// How many records there were to draw from.
        package var population: Int

        package init(way: Way, amount: Int, seed: Int, strata: [String], population: Int) {
            self.way = way
            self.amount = amount
            self.seed = seed
            self.strata = strata
            self.population = population
        }
    }

    /// What was decided before anybody coded: which figure has to be how high.
    package struct Rule: Hashable, Sendable, Codable {
        /// The figure's name, as in `rir agreement --stat`.
        package var statistic: String
        /// In thousandths, so 800 for .800.
        package var threshold: Int
        /// Whether the lower limit of the interval has to reach it, and not the figure alone.
        package var byLowerLimit: Bool

        package init(
            statistic: String = "krippendorff_alpha", threshold: Int = 800, byLowerLimit: Bool = false
        ) {
            self.statistic = statistic
            self.threshold = threshold
            self.byLowerLimit = byLowerLimit
        }
    }

    package struct Event: Hashable, Sendable, Codable {
        package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
            case planned, opened, closed, reopened
            /// One coder's work was given back to them.
            case returned
        }

        package var act: Act
        package var by: MemberID
        package var at: Timestamp
        package var reason: String?
        /// Whose work, of ``Act/returned``.
        package var coder: CoderID?

        package init(
            act: Act, by: MemberID, at: Timestamp, reason: String? = nil, coder: CoderID? = nil
        ) {
            self.act = act
            self.by = by
            self.at = at
            self.reason = reason
            self.coder = coder
        }
    }

    package let id: RoundID
    package var title: String
    package var level: Level
    /// The codes that are compared: the declared categories.
    package var codes: [CodeID]
    /// SHA-256 of the state of the coding frame that is coded with (format.md §12.1).
    package var frame: String
    package var coders: [CoderID]
    package var draw: Draw
    package var rule: Rule
    /// What coders' work is sealed to while it is open: an age recipient; `nil` before the first opening.
    package var key: String?
    /// In the order in which they are coded.
    package var records: [Sampled]
    /// Never empty; the first is the planning.
    package var events: [Event]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: RoundID, title: String, level: Level, codes: [CodeID], frame: String, coders: [CoderID],
        draw: Draw,
        rule: Rule, key: String? = nil, records: [Sampled], events: [Event], nonce: String
    ) {
        self.id = id
        self.title = title
        self.level = level
        self.codes = codes
        self.frame = frame
        self.coders = coders
        self.draw = draw
        self.rule = rule
        self.key = key
        self.records = records
        self.events = events
        self.nonce = nonce
    }

    package var state: State {
        switch events.last(where: { $0.act != .returned })?.act {
        case .opened, .reopened: .open
        case .closed: .closed
        case .planned, .returned, nil: .planned
        }
    }

    /// Who planned it, and alone opens and closes it.
    package var lead: MemberID? { events.first?.by }

    package func contains(_ record: RecordID) -> Bool { records.contains { $0.record == record } }

    /// Where it lies in the study.
    package var path: String { "rounds/\(id).yaml" }
    /// The secret half of its key, sealed to its lead.
    package var keyPath: String { "rounds/\(id)/key.age" }
}
