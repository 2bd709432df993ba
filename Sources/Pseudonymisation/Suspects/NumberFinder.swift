/// Finds telephone, health, insurance, account and identity numbers, postcodes and dates of birth.
struct NumberFinder {
    let text: SuspectText
    private(set) var suspects: [Suspect] = []

    private var read: ReadText { text.read }

    init(text: SuspectText) {
        self.text = text
        takeCodes()
        for candidate in PhoneNumber.candidates(in: read) { takeDigits(candidate) }
        takeIPv6()
        takePostalCodes()
        let dates = BirthDateFinder(text: text)
        suspects += dates.suspects
    }

    private mutating func add(
        _ range: Range<Int>, _ kind: Suspect.Kind, _ certainty: Certainty, _ reason: String
    ) {
        suspects.append(Suspect(range: range, kind: kind, certainty: certainty, reasons: [reason]))
    }

    private func isBlocked(_ range: Range<Int>) -> Bool {
        let word = text.firstWord(endingAfter: range.lowerBound)
        return word < text.words.count && text.words[word].isBlocked
    }

    // MARK: Letters and digits

    /// Postcodes, National Insurance numbers and IBANs, which begin with letters.
    private mutating func takeCodes() {
        for index in read.atoms.indices where !read.atoms[index].isJoined && !read.atoms[index].isDigits {
            guard index + 1 < read.atoms.count, read.atoms[index].length <= 2, read.atoms[index + 1].isDigits
            else {
                continue
            }
            if let end = endOfPostcode(index) {
                add(read.scalarRange(index..<end), .postcode, .likely, "UK postcode")
            } else if let end = endOfCode(index, [9], CheckDigits.isNationalInsuranceNumber) {
                add(
                    read.scalarRange(index..<end), .nationalInsuranceNumber, .likely,
                    "National Insurance number")
            } else if read.atoms[index].length == 2, let end = endOfCode(index, 15...34, CheckDigits.isIBAN) {
                add(read.scalarRange(index..<end), .accountNumber, .likely, "IBAN with its check digits")
            }
        }
    }

    /// Where letters and digits with blanks between them pass a test on all of them.
    private func endOfCode(_ start: Int, _ lengths: some Collection<Int>, _ test: ([UInt8]) -> Bool) -> Int? {
        var end = start
        var found: Int?
        let most = lengths.max() ?? 0
        while end < read.atoms.count,
            end == start || read.atoms[end].isJoined || read.atoms[end].gap == .blank
        {
            end += 1
            let key = read.key(start..<end)
            if key.count > most { break }
            let isWhole = end == read.atoms.count || !read.atoms[end].isJoined
            if isWhole, lengths.contains(key.count), test(Array(key)) { found = end }
        }
        return found
    }

    /// Source: BS 7666, the formats A9 9AA, A99 9AA, A9A 9AA, AA9 9AA, AA99 9AA and AA9A 9AA.
    private func endOfPostcode(_ start: Int) -> Int? {
        let atoms = read.atoms
        guard atoms[start + 1].isJoined, atoms[start + 1].length <= 2 else { return nil }
        let area = Array(read.letters[atoms[start].key])
        guard !"qvx".utf8.contains(area[0]), area.count == 1 || !"ijz".utf8.contains(area[1]) else {
            return nil
        }
        var index = start + 2
        if index < atoms.count, atoms[index].isJoined, atoms[index].length == 1, !atoms[index].isDigits {
            guard atoms[start + 1].length == 1 else { return nil }
            index += 1
        }
        guard index + 1 < atoms.count, atoms[index].isDigits, atoms[index].length == 1 else {
            return endOfJoinedPostcode(start)
        }
        guard atoms[index].gap == .blank || atoms[index].isJoined, isInward(index + 1) else { return nil }
        return index + 2
    }

    /// `AB123CD`: the last of the digits belongs to the second half.
    private func endOfJoinedPostcode(_ start: Int) -> Int? {
        let digits = read.atoms[start + 1]
        guard digits.length == 2, isInward(start + 2), read.atoms[start].isAllUpper else { return nil }
        return start + 3
    }

    private func isInward(_ index: Int) -> Bool {
        guard index < read.atoms.count else { return false }
        let atom = read.atoms[index]
        guard atom.isJoined, atom.length == 2, !atom.isDigits,
            index + 1 == read.atoms.count || !read.atoms[index + 1].isJoined
        else { return false }
        return read.letters[atom.key].allSatisfy { !"cikmov".utf8.contains($0) }
    }

    /// `zip code is 12345`: a number that only the words before it make a code.
    private mutating func takePostalCodes() {
        for index in text.words.indices.dropFirst() {
            let key = text.words[index].key
            let isCue =
                key == "postcode" || key == "zipcode" || key == "zip"
                || (key == "code" && ["zip", "postal", "post"].contains(text.words[index - 1].key))
            guard isCue else { continue }
            for next in text.words.indices[index...].dropFirst().prefix(3)
            where text.words[next].shape == .number {
                guard text.words[next].length < 7 else { continue }
                add(text.words[next].range, .postcode, .likely, "after a word for a postal code")
            }
        }
    }

    // MARK: Digits

    private mutating func takeDigits(_ candidate: PhoneNumber.Candidate) {
        guard !isBlocked(candidate.range) else { return }
        let written = read.text(candidate.range)
        let shape = DigitShape(written)
        if shape.isIPv4 { return add(candidate.range, .ipAddress, .likely, "IP address") }
        if shape.groups == [3, 2, 4], written.contains("-") {
            return add(candidate.range, .identityNumber, .likely, "like a US social security number")
        }
        let cue = cue(around: candidate.range)
        if CheckDigits.isNHSNumber(candidate.digits), cue != .phone, !written.contains("+"),
            shape.groups == [10] || shape.groups == [3, 3, 4], !written.contains("."), !written.contains("(")
        {
            let isSure = cue == .nhs || shape.groups.count == 3
            return add(
                candidate.range, .nhsNumber, isSure ? .likely : .possible, "NHS number with its check digit")
        }
        if cue != .phone, CheckDigits.isCard(candidate.digits), !written.hasPrefix("+"), shape.isCardLike {
            return add(candidate.range, .accountNumber, .likely, "card number with its check digit")
        }
        if cue == .nhs, candidate.digits.count == 10 {
            return add(candidate.range, .nhsNumber, .possible, "after \"NHS\"")
        }
        if cue == .account, candidate.digits.count >= 6 {
            return add(candidate.range, .accountNumber, .possible, "beside \"account\" or \"card\"")
        }
        takePhone(candidate, shape, hasCue: cue == .phone)
    }

    private mutating func takePhone(_ candidate: PhoneNumber.Candidate, _ shape: DigitShape, hasCue: Bool) {
        guard let certainty = shape.phone(digits: candidate.digits, hasCue: hasCue) else { return }
        add(
            withExtension(candidate.range), .phone, certainty,
            hasCue ? "telephone number beside a word for it" : "like a telephone number")
    }

    /// `x123` and `ext. 123` after a number.
    private func withExtension(_ range: Range<Int>) -> Range<Int> {
        let index = read.firstAtom(endingAfter: range.upperBound)
        guard index + 1 < read.atoms.count, Int(read.atoms[index].start) - range.upperBound < 3,
            read.atoms[index + 1].isDigits, read.atoms[index + 1].start - read.atoms[index].end < 3,
            ["x", "ext", "extension"].contains(
                String(decoding: read.letters[read.atoms[index].key], as: UTF8.self))
        else { return range }
        return range.lowerBound..<Int(read.atoms[index + 1].end)
    }

    // MARK: Words beside numbers

    private enum Cue {
        case none
        case phone
        case nhs
        case account
    }

    private static let phoneWords: Set<String> = [
        "phone", "telephone", "tel", "mobile", "mob", "cell", "call", "ring", "fax", "desk", "office",
        "landline",
        "text", "whatsapp", "contact", "ext", "phones", "t", "m", "f", "p", "home", "work", "number",
    ]

    private func cue(around range: Range<Int>) -> Cue {
        let first = text.firstWord(endingAfter: range.lowerBound)
        var found = Cue.none
        for index in max(0, first - 5)..<first where text.words[index].line == text.words[first].line {
            guard range.lowerBound - text.words[index].range.upperBound < 30 else { continue }
            switch text.words[index].key {
            case "nhs": found = .nhs
            case "card", "account", "acct", "iban", "sort", "visa", "mastercard", "amex": found = .account
            case let key where Self.phoneWords.contains(key) && found == .none: found = .phone
            default: break
            }
        }
        guard found == .none else { return found }
        let after = text.firstWord(endingAfter: range.upperBound)
        if after < text.words.count, text.words[after].range.lowerBound - range.upperBound < 4,
            text.words[after].line == text.words[max(0, after - 1)].line,
            Self.phoneWords.contains(text.words[after].key)
        {
            return .phone
        }
        return .none
    }

    // MARK: IPv6

    private mutating func takeIPv6() {
        var index = 0
        let scalars = read.scalars
        while index < scalars.count {
            guard scalars[index] == Scalars.colon else {
                index += 1
                continue
            }
            var start = index
            while start > 0, index - start < 5, Scalars.hexValue(scalars[start - 1]) != nil { start -= 1 }
            var end = index
            while end < scalars.count, end - start < 45,
                Scalars.hexValue(scalars[end]) != nil || scalars[end] == Scalars.colon
            {
                end += 1
            }
            let parts = scalars[start..<end].split(separator: Scalars.colon)
            let colons = scalars[start..<end].filter { $0 == Scalars.colon }.count
            if colons == 7, parts.count == 8, parts.allSatisfy({ $0.count <= 4 }) {
                add(start..<end, .ipAddress, .likely, "IP address")
            }
            index = max(end, index + 1)
        }
    }
}

/// How digits are grouped.
struct DigitShape {
    let written: String
    let groups: [Int]
    private let values: [Int]

    init(_ written: String) {
        self.written = written
        let parts = written.split { !$0.isNumber }
        groups = parts.map(\.count)
        values = parts.map { Int($0) ?? 0 }
    }

    var isIPv4: Bool {
        written.filter { $0 == "." }.count == 3 && groups.count == 4 && groups.allSatisfy { $0 <= 3 }
            && values.allSatisfy { $0 < 256 } && !written.contains(" ") && values.contains { $0 > 20 }
    }

    /// Whether a card's digits could be grouped so.
    var isCardLike: Bool { groups.count == 1 || groups.allSatisfy { (3...7).contains($0) } }

    /// Whether it is a date, a span of years, a time or a version.
    var isDate: Bool {
        guard groups.count > 1 else { return false }
        let isYear = groups[0] == 4 && (1900...2100).contains(values[0])
        if isYear, groups.count == 2, groups[1] == 4 || groups[1] == 2 { return true }
        if groups.count > 2, isYear, (1...12).contains(values[1]), (1...31).contains(values[2]) {
            return true
        }
        guard groups.count > 2, groups[0] <= 2, groups[1] <= 2, groups[2] == 4 || groups[2] == 2 else {
            return false
        }
        let isMarked = groups[2] == 4 || written.dropFirst(groups[0]).first == "/"
        guard groups.count == 3 || isMarked, values[0] > 0, values[1] > 0 else { return false }
        return (values[0] <= 31 && values[1] <= 12) || (values[0] <= 12 && values[1] <= 31)
    }

    /// How likely the digits are a telephone number; `nil` when they are none.
    func phone(digits: [UInt8], hasCue: Bool) -> Certainty? {
        guard (6...15).contains(digits.count), !isDate, groups.count <= 6, Set(digits).count > 2 else {
            return nil
        }
        // Numbers with a fraction, versions and thousands.
        if groups.count > 1, written.contains("."), written.contains(" ") || groups.count > 5 { return nil }
        if groups.count == 2, written.contains("."), !hasCue { return nil }
        if written.hasPrefix("+") { return digits.count >= 8 ? .likely : nil }
        let longest = groups.max() ?? 0
        if digits.first == UInt8(ascii: "0") {
            if (10...11).contains(digits.count) || (digits.count > 10 && digits[1] == UInt8(ascii: "0")) {
                return groups.count > 1 || longest > 9 ? .likely : .possible
            }
            if digits.count == 9, groups.count > 2 { return .possible }
        }
        if [[3, 3, 4], [1, 3, 3, 4], [3, 4, 4]].contains(groups) { return .likely }
        if hasCue, digits.count >= 7 || groups.count > 1 { return .likely }
        if digits.count == 10, longest == 10 { return .possible }
        if groups == [3, 4], !written.contains(".") { return .possible }
        guard groups.count > 2, groups.allSatisfy({ $0 > 1 && $0 < 5 }), digits.count >= 8 else { return nil }
        return .possible
    }
}
