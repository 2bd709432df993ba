/// Numbers that carry their own check.
enum CheckDigits {
    /// NHS numbers: ten digits, the last by modulus 11.
    ///
    /// Source: NHS Data Dictionary, NHS NUMBER.
    static func isNHSNumber(_ digits: [UInt8]) -> Bool {
        guard digits.count == 10, digits[0] != UInt8(ascii: "0"), Set(digits).count > 1 else { return false }
        let values = digits.map { Int($0) - 0x30 }
        let sum = (0..<9).reduce(0) { $0 + values[$1] * (10 - $1) }
        let check = (11 - sum % 11) % 11
        return check < 10 && check == values[9]
    }

    /// Payment cards: the Luhn sum.
    ///
    /// Source: ISO/IEC 7812-1, annex B.
    static func isCard(_ digits: [UInt8]) -> Bool {
        guard (12...19).contains(digits.count), Set(digits).count > 1 else { return false }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit) - 0x30
            sum += place % 2 == 0 ? value : value > 4 ? value * 2 - 9 : value * 2
        }
        return sum % 10 == 0
    }

    /// International bank account numbers: modulus 97.
    ///
    /// Source: ISO 13616.
    static func isIBAN(_ letters: [UInt8]) -> Bool {
        guard (15...34).contains(letters.count) else { return false }
        var rest = 0
        for byte in letters[4...] + letters[..<4] {
            if Scalars.isDigit(UInt32(byte)) {
                rest = (rest * 10 + Int(byte) - 0x30) % 97
            } else {
                guard Scalars.isASCIILower(UInt32(byte)) else { return false }
                rest = (rest * 100 + Int(byte) - 0x61 + 10) % 97
            }
        }
        return rest == 1
    }

    /// National Insurance numbers: two letters, six digits, a letter from A to D.
    ///
    /// Source: HM Revenue & Customs manual NIM39110.
    static func isNationalInsuranceNumber(_ letters: [UInt8]) -> Bool {
        guard letters.count == 9, letters[2..<8].allSatisfy({ Scalars.isDigit(UInt32($0)) }) else {
            return false
        }
        let first = letters[0]
        let second = letters[1]
        guard Scalars.isASCIILower(UInt32(first)), Scalars.isASCIILower(UInt32(second)),
            !"dfiquv".utf8.contains(first), !"dfiquvo".utf8.contains(second)
        else { return false }
        let prefix = String(decoding: letters[..<2], as: UTF8.self)
        return !["bg", "gb", "nk", "kn", "tn", "nt", "zz"].contains(prefix)
            && "abcd".utf8.contains(letters[8])
    }
}
