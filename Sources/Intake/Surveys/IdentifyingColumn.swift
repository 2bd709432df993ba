import StudyModel

/// Columns that say who somebody is: names, addresses, numbers.
enum IdentifyingColumn {
    /// What a column holds that identifies people, by its header or by what most of its cells look like; `nil` for any other.
    static func holds(header: String, _ table: Table, column: Int, rows: [Int]) -> String? {
        holds(header: header) ?? holds(cellsOf: table, column, rows: rows)
    }

    // MARK: Headers

    private static let whole: [String: String] = [
        "ipaddress": "network addresses", "recipientlastname": "names", "recipientfirstname": "names",
        "recipientemail": "e-mail addresses", "externalreference": "references to people",
        "externaldatareference": "references to people", "locationlatitude": "places",
        "locationlongitude": "places",
        "latitude": "places", "longitude": "places", "firstname": "names", "lastname": "names",
        "fullname": "names",
        "surname": "names", "forename": "names", "username": "names of accounts", "dob": "dates of birth",
        "birthday": "dates of birth", "birthdate": "dates of birth", "email": "e-mail addresses",
        "emailaddress": "e-mail addresses", "customdata1": "references to people",
    ]
    private static let phrases: [(words: [String], holds: String)] = [
        (["e", "mail"], "e-mail addresses"), (["email"], "e-mail addresses"),
        (["ip", "address"], "network addresses"),
        (["phone"], "telephone numbers"), (["telephone"], "telephone numbers"),
        (["mobile", "number"], "telephone numbers"),
        (["date", "of", "birth"], "dates of birth"), (["birth", "date"], "dates of birth"),
        (["postcode"], "postcodes"),
        (["post", "code"], "postcodes"), (["postal", "code"], "postcodes"), (["zip", "code"], "postcodes"),
        (["address"], "addresses"), (["nhs", "number"], "numbers of people"),
        (["national", "insurance"], "numbers of people"),
        (["passport"], "numbers of people"), (["surname"], "names"), (["user", "name"], "names of accounts"),
        (["linkedin"], "names of accounts"), (["twitter"], "names of accounts"), (["signature"], "names"),
        (["name"], "names"),
    ]
    private static let firstWords = Set(phrases.compactMap(\.words.first))
    /// Before `name`, these say that it is not a person's.
    private static let things: Set<String> = [
        "item", "file", "field", "product", "species", "variable", "brand", "organisation", "organization",
        "company",
        "practice", "service", "team", "site", "school", "project", "sheet", "event", "group", "collector",
        "column",
    ]

    /// Only headers of few words: a question that mentions a telephone does not ask for its number.
    static func holds(header: String) -> String? {
        let words = header.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if words.count == 1, let word = words.first, let found = whole[word] { return found }
        if let found = whole[words.joined()], words.count <= 3 { return found }
        guard (1...4).contains(words.count), !firstWords.isDisjoint(with: words) else { return nil }
        for (phrase, holds) in phrases {
            guard let place = words.indices.first(where: { words[$0...].starts(with: phrase) }) else {
                continue
            }
            if phrase == ["name"], place > 0, things.contains(words[place - 1]) { continue }
            return holds
        }
        return nil
    }

    // MARK: Cells

    private static func holds(cellsOf table: Table, _ column: Int, rows: [Int]) -> String? {
        var filled = 0
        var mails = 0
        var networks = 0
        var phones = 0
        var postcodes = 0
        for row in rows {
            let cell = table.bytes(row, column)
            guard !cell.isEmpty else { continue }
            filled += 1
            guard cell.count <= 120 else { continue }
            mails += isMail(cell) ? 1 : 0
            networks += isNetwork(cell) ? 1 : 0
            phones += isPhone(cell) ? 1 : 0
            postcodes += isPostcode(cell) ? 1 : 0
            if filled == 500 { break }
        }
        guard filled > 0 else { return nil }
        if mails * 2 >= filled { return "e-mail addresses" }
        if networks * 2 >= filled { return "network addresses" }
        if phones * 2 >= filled { return "telephone numbers" }
        return postcodes * 2 >= filled ? "postcodes" : nil
    }

    private static func isMail(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let at = cell.firstIndex(of: UInt8(ascii: "@")), at > cell.startIndex, !cell.contains(0x20)
        else { return false }
        let host = cell[(at + 1)...]
        guard let dot = host.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return dot > host.startIndex && host.endIndex - dot > 2 && !host.contains(UInt8(ascii: "@"))
    }

    private static func isNetwork(_ cell: ArraySlice<UInt8>) -> Bool {
        guard (7...15).contains(cell.count) else { return false }
        let parts = cell.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy(Ascii.isDigit)
                    && (Int(String(decoding: part, as: UTF8.self)) ?? 256) < 256
            }
    }

    /// `+44 7700 900123`, `07700900123`, `(020) 7946 0000`.
    private static func isPhone(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let first = cell.first,
            first == UInt8(ascii: "+") || first == UInt8(ascii: "0") || first == UInt8(ascii: "(")
        else { return false }
        var digits = 0
        for byte in cell {
            if Ascii.isDigit(byte) {
                digits += 1
            } else if ![0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F].contains(byte) {
                return false
            }
        }
        return (9...15).contains(digits)
    }

    /// `AB1 2CD`: a British postcode.
    private static func isPostcode(_ cell: ArraySlice<UInt8>) -> Bool {
        let code = cell.filter { $0 != 0x20 }.map(Ascii.lowercased)
        guard (5...7).contains(code.count), cell.count <= 8, Ascii.isLetter(code[0]) else { return false }
        let (out, back) = (code.dropLast(3), code.suffix(3))
        return Ascii.isDigit(back[back.startIndex]) && back.dropFirst().allSatisfy(Ascii.isLetter)
            && out.contains(where: Ascii.isDigit) && out.prefix { Ascii.isLetter($0) }.count <= 2
    }
}
