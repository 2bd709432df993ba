/// What a cell's text looks like.
enum CellShape: Equatable {
    case empty
    /// Whole, at most 15 digits, without a leading nought.
    case integer
    case decimal
    /// `1,7`: a number where the column says so.
    case commaDecimal
    case boolean
    case moment(WrittenMoment)
    case text

    init(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else {
            self = .empty
            return
        }
        if Ascii.isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: ".") {
            if let number = Self.number(bytes) {
                self = number
                return
            }
            if bytes.count <= 40, let moment = WrittenMoment(Array(bytes)) {
                self = .moment(moment)
                return
            }
        } else if bytes.count <= 5, Self.isBoolean(bytes) {
            self = .boolean
            return
        } else if (8...40).contains(bytes.count), Ascii.isLetter(first), bytes.contains(where: Ascii.isDigit),
            let moment = WrittenMoment(Array(bytes))
        {
            self = .moment(moment)
            return
        }
        self = .text
    }

    private static func isBoolean(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = bytes.map(Ascii.lowercased)
        return word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
    }

    /// `-?D+`, `-?D*.D+`, `-?D+,D+`; noughts in front and more than 15 digits make it a text, so that no code is changed.
    private static func number(_ bytes: ArraySlice<UInt8>) -> CellShape? {
        let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
        guard digits.count <= 17, !digits.isEmpty else { return nil }
        let whole = digits.prefix(while: Ascii.isDigit)
        guard whole.count <= 15, whole.count < 2 || whole.first != UInt8(ascii: "0") else { return nil }
        if whole.count == digits.count { return .integer }
        let mark = digits[whole.endIndex]
        let rest = digits[(whole.endIndex + 1)...]
        guard !rest.isEmpty, rest.allSatisfy(Ascii.isDigit), whole.count + rest.count <= 15 else {
            return nil
        }
        if mark == UInt8(ascii: ".") { return .decimal }
        return mark == UInt8(ascii: ",") && !whole.isEmpty ? .commaDecimal : nil
    }

    var isTyped: Bool { self != .text && self != .empty }
}
