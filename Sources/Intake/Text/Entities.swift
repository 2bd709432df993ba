/// Character references of HTML, which WebVTT shares.
///
/// Source: https://html.spec.whatwg.org/multipage/named-characters.html, the names of HTML 4 and those mail
/// programs write; others stay as they are.
enum Entities {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x26, let (text, end) = reference(in: bytes, at: index) {
                out += Array(text.utf8)
                index = end
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The reference that begins at `index` with `&`, and where it ends.
    static func reference(in bytes: [UInt8], at index: Int) -> (text: String, end: Int)? {
        let start = index + 1
        guard start < bytes.count else { return nil }
        if bytes[start] == 0x23 { return numeric(in: bytes, at: start + 1) }
        var end = start
        while end < bytes.count, end - start < 10, Ascii.isLetter(bytes[end]) || Ascii.isDigit(bytes[end]) {
            end += 1
        }
        guard end < bytes.count, bytes[end] == 0x3B else { return nil }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        return named[name].map { (String($0), end + 1) }
    }

    private static func numeric(in bytes: [UInt8], at start: Int) -> (text: String, end: Int)? {
        let isHex = start < bytes.count && bytes[start] | 0x20 == 0x78
        var index = isHex ? start + 1 : start
        let first = index
        var value: UInt32 = 0
        while index < bytes.count, index - first < 8,
            let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue,
            isHex || digit < 10
        {
            value = value * (isHex ? 16 : 10) + UInt32(digit)
            index += 1
        }
        guard index > first else { return nil }
        if index < bytes.count, bytes[index] == 0x3B { index += 1 }
        // Windows numbers for quotation marks and dashes are read as HTML reads them; NUL and surrogates are
        // not text.
        if (0x80..<0xA0).contains(value), let scalar = TextEncoding.windows1252.upperHalf?[Int(value) - 0x80]
        {
            return (String(scalar), index)
        }
        guard value != 0, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", index) }
        return (String(scalar), index)
    }

    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
        sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc \
        Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
        Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute \
        acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde \
        ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "lrm": "\u{200E}", "rlm": "\u{200F}",
            "zwj": "\u{200D}", "zwnj": "\u{200C}", "ensp": "\u{2002}", "emsp": "\u{2003}",
            "thinsp": "\u{2009}",
            "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
            "bdquo": "„", "lsaquo": "‹", "rsaquo": "›", "hellip": "…", "bull": "•", "dagger": "†",
            "Dagger": "‡",
            "permil": "‰", "euro": "€", "trade": "™", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓",
            "harr": "↔",
            "minus": "−", "ne": "≠", "le": "≤", "ge": "≥", "asymp": "≈", "infin": "∞", "radic": "√",
            "sum": "∑",
            "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ",
            "tilde": "˜",
            "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ",
            "pi": "π",
            "sigma": "σ", "omega": "ω", "Delta": "Δ", "Omega": "Ω", "hearts": "♥", "check": "✓",
        ]
        for (offset, name) in latin.split(separator: " ").enumerated() {
            table[String(name)] = Unicode.Scalar(0xA0 + UInt32(offset))
        }
        return table
    }()
}
