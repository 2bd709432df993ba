import StudyModel

/// Names for variables: what people type.
enum ColumnName {
    /// One name for each column, all different without regard to case.
    ///
    /// A code that the file gives is taken as it is; so is a header that is a name itself; of a question its number (`Q3`) or its
    /// first words are taken.
    static func names(codes: [String], labels: [String]) -> [String] {
        var used: Set<String> = []
        var counts: [String: Int] = [:]
        return labels.indices.map { index in
            let code = index < codes.count ? codes[index] : ""
            let wanted = name(code) ?? name(labels[index]) ?? "column-\(index + 1)"
            var name = wanted
            while !used.insert(name.lowercased()).inserted {
                // Counted on from the last, so that many columns of one name cost no more than others.
                let count = counts[wanted.lowercased(), default: 1] + 1
                counts[wanted.lowercased()] = count
                let end = "-\(count)"
                name = wanted.prefix(48 - end.utf8.count) + end
            }
            return name
        }
    }

    private static func name(_ text: String) -> String? {
        if SurveyVariable.isName(text) { return text }
        if let number = number(text) { return number }
        let slug = slug(text, most: 32)
        guard let first = slug.utf8.first else { return nil }
        return Ascii.isLetter(first) ? slug : "q-\(slug)"
    }

    /// `Q3` of `Q3: How often …`, `Q3. …` and `3. How often …`.
    private static func number(_ text: String) -> String? {
        let bytes = Array(text.utf8.prefix(8))
        var index = 0
        if let first = bytes.first, first | 0x20 == UInt8(ascii: "q") { index = 1 }
        let start = index
        while index < bytes.count, Ascii.isDigit(bytes[index]) { index += 1 }
        guard index > start, index - start <= 3 else { return nil }
        if index < bytes.count, Ascii.isLetter(bytes[index]), index + 1 < bytes.count,
            !Ascii.isWord(bytes[index + 1])
        {
            index += 1
        }
        let marks: [UInt8] = [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: " ")]
        guard index < bytes.count, marks.contains(bytes[index]), start == 1 || bytes[index] != 0x20 else {
            return nil
        }
        return "Q" + String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    }

    /// Lower-case letters and digits with dashes between words, at most some bytes, cut between words.
    static func slug(_ text: String, most: Int) -> String {
        var out: [UInt8] = []
        var pending = false
        for byte in text.utf8 {
            if Ascii.isLetter(byte) || Ascii.isDigit(byte) {
                if pending, !out.isEmpty { out.append(UInt8(ascii: "-")) }
                pending = false
                out.append(Ascii.lowercased(byte))
            } else {
                pending = pending || byte != UInt8(ascii: "'")
            }
            if out.count > most { break }
        }
        if out.count > most {
            let cut = out.prefix(most + 1).lastIndex(of: UInt8(ascii: "-")) ?? most
            out.removeSubrange((cut > most / 2 ? cut : most)...)
        }
        while out.last == UInt8(ascii: "-") { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }
}
