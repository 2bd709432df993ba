/// Leaves of one device's log that follow each other: `d-7f3k9x2m/12-14`.
package struct LeafRange: Hashable, Sendable, Comparable {
    package var device: DeviceID
    package var numbers: ClosedRange<Int>

    package init(device: DeviceID, numbers: ClosedRange<Int>) {
        self.device = device
        self.numbers = numbers
    }

    /// Reads the form that trailers and manifests have; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let device = DeviceID(rawValue: String(parts[0])) else { return nil }
        let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 0,
            first <= last, last < 1 << 40
        else { return nil }
        self.init(device: device, numbers: first...last)
    }

    package var text: String {
        let numbers =
            numbers.count == 1
            ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)-\(numbers.upperBound)"
        return "\(device.rawValue)/\(numbers)"
    }

    /// Whether some leaf is in both.
    package func overlaps(_ other: LeafRange) -> Bool {
        device == other.device && numbers.overlaps(other.numbers)
    }

    package static func < (left: LeafRange, right: LeafRange) -> Bool {
        (left.device.rawValue, left.numbers.lowerBound, left.numbers.upperBound)
            < (right.device.rawValue, right.numbers.lowerBound, right.numbers.upperBound)
    }

    /// Single leaves as few ranges, in order.
    package static func ranges(of leaves: [DeviceID: Set<Int>]) -> [LeafRange] {
        var ranges: [LeafRange] = []
        for (device, numbers) in leaves {
            for number in numbers.sorted() {
                if let last = ranges.last, last.device == device, last.numbers.upperBound == number - 1 {
                    ranges[ranges.count - 1].numbers = last.numbers.lowerBound...number
                } else {
                    ranges.append(LeafRange(device: device, numbers: number...number))
                }
            }
        }
        return ranges.sorted()
    }
}

/// What was taken out of the study's history, and why: what the study holds as `erasures/<id>.yaml` (format.md §23).
///
/// It says nothing of what was erased but where that lay. Whoever has it and an older state of the study makes the same new
/// history of it.
package struct Erasure: Hashable, Sendable {
    package enum Basis: String, Hashable, Sendable, Codable, CaseIterable {
        /// A participant withdrew and asked for it.
        case withdrawal
        /// The time for which it was to be kept is over.
        case retention
        /// It should never have been written down.
        case redaction
    }

    /// The operation that erased.
    package let id: OperationID
    package var basis: Basis
    /// The class of data whose time is over; only where the basis is ``Basis/retention``.
    package var `class`: RetentionClass?
    /// The withdrawal it carries out.
    package var withdrawal: OperationID?
    /// Whose words went; `nil` where it is about nobody in particular.
    package var participant: Handle?
    /// Files that are in no commit before this operation any more; those that the study still has begin with it.
    package var paths: [String]
    /// Operations whose reason was taken away.
    package var reasons: [OperationID]
    /// Leaves that nothing opens any more.
    package var covers: [LeafRange]
    /// Commits that held what was erased, by their ids of then: they don't come back.
    package var denied: [String]
    package var recorded: Provenance

    package init(
        id: OperationID, basis: Basis, class: RetentionClass? = nil, withdrawal: OperationID? = nil,
        participant: Handle? = nil,
        paths: [String] = [], reasons: [OperationID] = [], covers: [LeafRange] = [], denied: [String] = [],
        recorded: Provenance
    ) {
        self.id = id
        self.basis = basis
        self.class = `class`
        self.withdrawal = withdrawal
        self.participant = participant
        self.paths = paths.sorted()
        self.reasons = reasons.sorted { $0.rawValue < $1.rawValue }
        self.covers = covers.sorted()
        self.denied = denied.sorted()
        self.recorded = recorded
    }

    /// `erasures/01kb….yaml`.
    package var path: String { "\(Self.folder)/\(id.rawValue).yaml" }

    /// The folder they lie in.
    package static let folder = "erasures"

    /// Whether a file of the study is one.
    package static func isPath(_ path: String) -> Bool {
        path.hasPrefix("\(folder)/") && path.hasSuffix(".yaml")
    }
}
