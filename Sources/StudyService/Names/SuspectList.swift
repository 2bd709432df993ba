internal import Pseudonymisation
internal import StudyModel

/// The suspects of one source, each word once, in reading order.
struct SuspectList {
    /// In lower case.
    let settled: Set<String>
    private(set) var all: [WaitingSuspect] = []
    private var places: [String: Int] = [:]

    init(settled: Set<String>) { self.settled = settled }

    /// Adds what was found in one text.
    ///
    /// A title mostly repeats a line of the body, so what stands there too is not counted twice.
    mutating func add(_ found: [Suspect], in text: String, field: String) {
        guard !found.isEmpty else { return }
        let scalars = Array(text.unicodeScalars)
        for suspect in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            let range = suspect.range.clamped(to: 0..<scalars.count)
            let words = String(scalars[range])
            let key = words.lowercased()
            guard !range.isEmpty, !settled.contains(key), !AddressLine.isHandleAddress(words) else {
                continue
            }
            if let place = places[key] {
                if !field.hasSuffix("title") { all[place].count += 1 }
                all[place].isLikely = all[place].isLikely || suspect.certainty >= .likely
            } else {
                places[key] = all.count
                all.append(WaitingSuspect(suspect, words: words, at: range, in: scalars, field: field))
            }
        }
    }
}

extension String {
    init(_ scalars: ArraySlice<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension WaitingSuspect {
    fileprivate init(
        _ suspect: Suspect, words: String, at range: Range<Int>, in scalars: [Unicode.Scalar], field: String
    ) {
        let before = scalars[max(0, range.lowerBound - 60)..<range.lowerBound]
        let after = scalars[range.upperBound..<min(scalars.count, range.upperBound + 60)]
        self.init(
            field: field, span: range, text: words, kind: SuspectKind(suspect.kind),
            isLikely: suspect.certainty >= .likely, reason: suspect.reasons.joined(separator: "; "),
            candidates: suspect.candidates,
            before: String(before.suffix(from: (before.lastIndex(of: "\n") ?? before.startIndex - 1) + 1)),
            after: String(after.prefix { $0 != "\n" }))
    }
}

extension SuspectKind {
    /// What stands for one in a text, before a number: `[e-mail 1]`.
    var label: String {
        switch self {
        case .email: "e-mail"
        case .phone: "phone number"
        case .birthday: "date of birth"
        case .url: "link"
        case .handle: "account"
        case .person, .place, .organisation, .name, .number, .postcode, .address: rawValue
        }
    }

    init(_ kind: Suspect.Kind) {
        self =
            switch kind {
            case .person: .person
            case .place: .place
            case .organisation: .organisation
            case .name: .name
            case .email: .email
            case .phone: .phone
            case .postcode: .postcode
            case .streetAddress: .address
            case .dateOfBirth: .birthday
            case .url: .url
            case .handle: .handle
            case .nhsNumber, .nationalInsuranceNumber, .accountNumber, .ipAddress, .identityNumber: .number
            }
    }
}
