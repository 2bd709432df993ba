import StudyModel

/// Reads the cells of one sheet's XML.
struct XlsxSheetReader {
    let strings: TextPool
    let styles: XlsxStyles
    let is1904: Bool
    private(set) var rows = SheetRows()

    private var row = 0
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var value: [UInt8] = []
    private var isInValue = false
    private var text = XlsxText()
    private var isInCell = false

    /// Source: ECMA-376 part 1, §18.18.11 (`ST_CellType`).
    private enum Kind {
        case number
        case shared
        case inline
        case boolean
        case other
    }

    init(strings: TextPool, styles: XlsxStyles, is1904: Bool) {
        self.strings = strings
        self.styles = styles
        self.is1904 = is1904
    }

    /// Either failure: of the XML, or of a bound.
    enum Failure: Error {
        case study(StudyError)
        case table(Table.Failure)

        func refusal(of path: String) -> StudyError {
            switch self {
            case .study(let error): error
            case .table(let failure): failure.refusal(of: path)
            }
        }
    }

    mutating func read(_ xml: XmlReader) throws(Failure) {
        while true {
            let event: XmlReader.Event
            do throws(StudyError) { event = try xml.next() } catch { throw .study(error) }
            do throws(Table.Failure) {
                switch event {
                case .start: start(xml)
                case .text:
                    if isInValue { xml.appendText(to: &value) }
                    if isInCell, kind == .inline { text.take(event, xml) }
                case .end: try end(xml)
                case .finished: return
                }
            } catch { throw .table(error) }
        }
    }

    private mutating func start(_ xml: XmlReader) {
        if isInCell {
            if xml.isNamed("v") {
                isInValue = true
            } else if xml.isNamed("f") {
                rows.countFormula()
            } else if kind == .inline {
                text.take(.start, xml)
            }
        } else if xml.isNamed("c") {
            beginCell(xml)
        } else if xml.isNamed("row") {
            row = min(max(xml.attribute("r").flatMap { Int($0) } ?? row + 1, 1), 100_000_000)
            column = -1
        } else if xml.isNamed("mergeCell"), let last = xml.attribute("ref")?.split(separator: ":").last {
            let place = Self.place(Array(last.utf8))
            if let place { rows.see(row: place.row, column: place.column + 1) }
        }
    }

    private mutating func beginCell(_ xml: XmlReader) {
        isInCell = true
        value.removeAll(keepingCapacity: true)
        (kind, style) = (.number, 0)
        var next = column + 1
        var kind = Kind.number
        var style = 0
        xml.forEachAttribute { name, value in
            if XmlReader.isSame(name, "r") {
                next = Self.place(value)?.column ?? next
            } else if XmlReader.isSame(name, "t") {
                kind = Self.kind(value)
            } else if XmlReader.isSame(name, "s") {
                style = Int(String(decoding: value, as: UTF8.self)) ?? 0
            }
        }
        (self.kind, self.style, column) = (kind, style, next)
        rows.see(row: row, column: column + 1)
    }

    private static func kind(_ value: UnsafeBufferPointer<UInt8>) -> Kind {
        if value.elementsEqual("s".utf8) { return .shared }
        if value.elementsEqual("n".utf8) { return .number }
        if value.elementsEqual("b".utf8) { return .boolean }
        if value.elementsEqual("inlineStr".utf8) { return .inline }
        return .other
    }

    private mutating func end(_ xml: XmlReader) throws(Table.Failure) {
        if xml.isNamed("v") {
            isInValue = false
        } else if xml.isNamed("c") {
            isInCell = false
            try finishCell()
        } else if xml.isNamed("row") {
            try rows.endRow(number: row)
        } else if isInCell, kind == .inline {
            text.take(.end, xml)
        }
    }

    private mutating func finishCell() throws(Table.Failure) {
        switch kind {
        case .shared:
            let index = value.count <= 9 ? Int(String(decoding: value, as: UTF8.self)) : nil
            try rows.add(strings[index ?? -1], column: column)
        case .inline: try rows.add(text.finish(), column: column)
        case .boolean:
            try rows.add(Array((value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8), column: column)
        case .other: try rows.add(XlsxText.decoded(value), column: column)
        case .number:
            if !value.isEmpty, let form = styles.dateForm(style),
                let date = SheetNumber.date(value, form: form, is1904: is1904)
            {
                try rows.add(Array(date.utf8), column: column)
            } else {
                try rows.add(SheetNumber.text(value), column: column)
            }
        }
    }

    /// `BC12` as row 12, column 54 from 0; letters alone have row 0.
    static func place(_ text: some Collection<UInt8>) -> (row: Int, column: Int)? {
        var column = 0
        var row = 0
        for byte in text {
            if Ascii.isLetter(byte), row == 0 {
                column = column * 26 + Int(byte & 0x1F)
            } else if Ascii.isDigit(byte), column > 0 {
                row = row * 10 + Int(byte & 0x0F)
            } else if byte != UInt8(ascii: "$") {
                return nil
            }
            guard column <= 1_000_000, row <= 100_000_000 else { return nil }
        }
        return column > 0 ? (row, column - 1) : nil
    }
}

/// Which cell styles show days and times.
struct XlsxStyles {
    private var forms: [SheetNumber.DateForm?] = []

    func dateForm(_ style: Int) -> SheetNumber.DateForm? {
        forms.indices.contains(style) ? forms[style] : nil
    }

    static func read(_ zip: ZipFile, part: String?, path: String) throws(StudyError) -> XlsxStyles {
        guard let part else { return XlsxStyles() }
        return try zip.withXml(part, path: path) { (xml) throws(StudyError) -> XlsxStyles in
            var styles = XlsxStyles()
            var codes: [Int: SheetNumber.DateForm] = [:]
            var isInCells = false
            while true {
                let event = try xml.next()
                if event == .finished { return styles }
                if xml.isNamed("cellXfs") {
                    isInCells = event == .start
                } else if event == .start, xml.isNamed("numFmt"), codes.count < 10_000 {
                    let id = xml.attribute("numFmtId").flatMap { Int($0) }
                    if let id { codes[id] = form(ofCode: xml.attribute("formatCode") ?? "") }
                } else if event == .start, isInCells, xml.isNamed("xf"), styles.forms.count < 100_000 {
                    let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
                    styles.forms.append(codes[id] ?? builtIn(id))
                }
            }
        } ?? XlsxStyles()
    }

    /// Source: ECMA-376 part 1, §18.8.30.
    private static func builtIn(_ id: Int) -> SheetNumber.DateForm? {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: .day
        case 18...21, 32...35, 45...47, 55, 56: .time
        case 22: .moment
        default: nil
        }
    }

    /// What a format code shows, without its quoted, escaped and bracketed parts.
    static func form(ofCode code: String) -> SheetNumber.DateForm? {
        var letters: Set<UInt8> = []
        var skipsNext = false
        var closer: UInt8?
        for byte in code.utf8 {
            if skipsNext {
                skipsNext = false
            } else if let open = closer {
                if byte == open { closer = nil }
                // `[h]` counts hours; colours and languages are not times.
                if open == UInt8(ascii: "]"), byte == UInt8(ascii: "h") || byte == UInt8(ascii: "H") {
                    letters.insert(0x68)
                }
            } else {
                switch byte {
                case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): skipsNext = true
                case UInt8(ascii: "\""): closer = byte
                case UInt8(ascii: "["): closer = UInt8(ascii: "]")
                case UInt8(ascii: ";"):
                    // Only the first section says how a day is shown.
                    return form(of: letters)
                default: letters.insert(Ascii.lowercased(byte))
                }
            }
        }
        return form(of: letters)
    }

    private static func form(of letters: Set<UInt8>) -> SheetNumber.DateForm? {
        let hasTime = letters.contains(UInt8(ascii: "h")) || letters.contains(UInt8(ascii: "s"))
        let hasDay = letters.contains(UInt8(ascii: "y")) || letters.contains(UInt8(ascii: "d"))
        // `General` and `Standard` name no part of a day.
        guard !letters.contains(UInt8(ascii: "n")), !letters.contains(UInt8(ascii: "r")) else { return nil }
        if hasDay { return hasTime ? .moment : .day }
        if hasTime { return .time }
        return letters.contains(UInt8(ascii: "m")) && !letters.contains(UInt8(ascii: "0")) ? .day : nil
    }
}
