/// Readable text of an HTML mail.
///
/// Tags go, block elements become line breaks, items get a dash, quotations `> `, links keep their address as
/// `text <address>`, character references are decoded; scripts, styles and comments are dropped; nothing is
/// loaded. Reads every byte a bounded number of times, whatever the input.
struct HTMLText {
    /// The text of some HTML in UTF-8.
    static func plain(_ source: [UInt8], showingLinks: Bool = true) -> [UInt8] {
        var reader = HTMLText(source, showingLinks: showingLinks)
        reader.read()
        return reader.out
    }

    private let bytes: [UInt8]
    private var out: [UInt8] = []
    /// Line ends asked for before the next text.
    private var breaks = 0
    private var isSpacePending = false
    private var quotes = 0
    private var preformatted = 0
    private var link: (address: String, start: Int)?
    /// Where the last byte of each kind lies that ends something, so that a search for one that is not there
    /// is never made twice.
    private let lastClose: Int
    private let lastQuote: Int
    private let lastApostrophe: Int

    private let showsLinks: Bool

    private init(_ bytes: [UInt8], showingLinks: Bool) {
        self.bytes = bytes
        showsLinks = showingLinks
        lastClose = bytes.lastIndex(of: 0x3E) ?? -1
        lastQuote = bytes.lastIndex(of: 0x22) ?? -1
        lastApostrophe = bytes.lastIndex(of: 0x27) ?? -1
        out.reserveCapacity(bytes.count / 2)
    }

    private mutating func read() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x3C where index < lastClose: index = takeMarkup(at: index)
            case 0x26:
                if let (text, end) = Entities.reference(in: bytes, at: index) {
                    // A no-break space joins words and stays one.
                    append(Array(text.utf8))
                    index = end
                } else {
                    append([0x26])
                    index += 1
                }
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C:
                takeSpace(bytes[index])
                index += 1
            default:
                append([bytes[index]])
                index += 1
            }
        }
        closeLink()
    }

    // MARK: Text

    private mutating func takeSpace(_ byte: UInt8) {
        if preformatted == 0 {
            isSpacePending = true
        } else if byte == 0x0A {
            breaks += 1
        } else if byte != 0x0D {
            append([0x20])
        }
    }

    private mutating func append(_ text: [UInt8]) {
        if out.isEmpty {
            if quotes > 0 { startLine() }
        } else if breaks > 0 {
            for _ in 0..<breaks { out.append(0x0A) }
            startLine()
        } else if isSpacePending, out.last != 0x20 {
            out.append(0x20)
        }
        breaks = 0
        isSpacePending = false
        out += text
    }

    private mutating func startLine() {
        for _ in 0..<min(quotes, 20) { out += [0x3E, 0x20] }
    }

    /// Asks for at least `count` line ends: 1 a new line, 2 an empty line between.
    private mutating func ask(_ count: Int) {
        breaks = max(breaks, count)
        isSpacePending = false
    }

    // MARK: Markup

    private mutating func takeMarkup(at start: Int) -> Int {
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        if next == 0x21 || next == 0x3F {
            if bytes[start...].starts(with: "<!--".utf8) { return end(of: "-->", from: start + 4) }
            return (bytes[start...].firstIndex(of: 0x3E) ?? bytes.count - 1) + 1
        }
        let isEnd = next == 0x2F
        let nameStart = isEnd ? start + 2 : start + 1
        guard nameStart < bytes.count, Ascii.isLetter(bytes[nameStart]) else {
            append([0x3C])
            return start + 1
        }
        var nameEnd = nameStart
        while nameEnd < bytes.count, Ascii.isLetter(bytes[nameEnd]) || Ascii.isDigit(bytes[nameEnd]) {
            nameEnd += 1
        }
        let name = String(
            decoding: bytes[nameStart..<min(nameEnd, nameStart + 16)].map(Ascii.lowercased), as: UTF8.self)
        let (end, address) = readAttributes(from: nameEnd)
        if !isEnd, ["script", "style", "title", "template"].contains(name) { return skip(name, from: end) }
        if isEnd { close(name) } else { open(name, address: address) }
        return end
    }

    /// Moves behind a marker that ends a comment; without one behind the rest.
    private func end(of marker: String, from start: Int) -> Int {
        let marker = Array(marker.utf8)
        var index = start
        while index + marker.count <= bytes.count {
            if bytes[index] == marker[0], bytes[index...].starts(with: marker) { return index + marker.count }
            index += 1
        }
        return bytes.count
    }

    /// Moves behind `</name>`; without one behind the rest.
    private func skip(_ name: String, from start: Int) -> Int {
        var index = start
        let count = name.utf8.count
        while index + count + 2 <= bytes.count {
            if bytes[index] == 0x3C, bytes[index + 1] == 0x2F,
                bytes[index + 2..<index + 2 + count].map(Ascii.lowercased).elementsEqual(name.utf8)
            {
                return (bytes[index...].firstIndex(of: 0x3E) ?? bytes.count - 1) + 1
            }
            index += 1
        }
        return bytes.count
    }

    /// Moves behind the `>` of a tag and takes its `href`.
    private func readAttributes(from start: Int) -> (end: Int, href: String?) {
        var href: String?
        var index = start
        while index < bytes.count, bytes[index] != 0x3E {
            guard bytes[index] == 0x3D else {
                index += 1
                continue
            }
            let key = bytes[max(start, index - 5)..<index].map(Ascii.lowercased)
            index += 1
            while index < bytes.count, Ascii.isSpace(bytes[index]) { index += 1 }
            let value = readValue(&index)
            if href == nil, key.drop(while: { $0 <= 0x20 }).elementsEqual("href".utf8) {
                href = Entities.decoded(String(decoding: bytes[value], as: UTF8.self)).trimmed
            }
        }
        return (min(index + 1, bytes.count), href)
    }

    private func readValue(_ index: inout Int) -> Range<Int> {
        guard index < bytes.count else { return bytes.count..<bytes.count }
        let quote = bytes[index]
        let last = quote == 0x22 ? lastQuote : (quote == 0x27 ? lastApostrophe : -1)
        if index < last, let close = bytes[(index + 1)...].firstIndex(of: quote) {
            defer { index = close + 1 }
            return index + 1..<close
        }
        let start = index
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x3E { index += 1 }
        return start..<index
    }

    private mutating func open(_ name: String, address: String?) {
        switch name {
        case "br": ask(min(breaks + 1, 3))
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre":
            ask(2)
            if name == "blockquote" { quotes += 1 }
            if name == "pre" { preformatted += 1 }
        case "li":
            ask(1)
            append([0x2D, 0x20])
        case "div", "tr", "dt", "dd", "section", "article", "header", "footer", "address", "center", "form":
            ask(1)
        case "td", "th": isSpacePending = true
        case "hr":
            ask(1)
            append(Array("---".utf8))
            ask(1)
        case "a":
            closeLink()
            if let address { link = (address, out.count) }
        default: break
        }
    }

    private mutating func close(_ name: String) {
        switch name {
        case "a": closeLink()
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre":
            ask(2)
            if name == "blockquote" { quotes = max(0, quotes - 1) }
            if name == "pre" { preformatted = max(0, preformatted - 1) }
        case "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "address", "center",
            "form":
            ask(1)
        case "td", "th": isSpacePending = true
        default: break
        }
    }

    /// Puts a link's address behind its text, unless the text is the address.
    private mutating func closeLink() {
        guard let (address, start) = link else { return }
        link = nil
        guard showsLinks, out.count > start else { return }
        let text = String(decoding: out[start...], as: UTF8.self).trimmed
        let plain = address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
        let isWeb = ["http://", "https://", "mailto:"].contains { address.lowercased().hasPrefix($0) }
        guard isWeb, !text.isEmpty, text != plain, text != address, address.utf8.count <= 2000 else { return }
        out += Array(" <\(plain)>".utf8)
    }
}
