import StudyModel

/// Reads an OpenDocument spreadsheet (`.ods`, ODF 1.3), as a stream.
struct OdsWorkbook: Workbook {
    let sheets: [SheetName]

    private let zip: ZipFile
    private let path: String

    /// Reads the names of the sheets.
    ///
    /// - Throws: `import.encrypted` where the file needs a password, `import.unreadable` for a damaged one.
    init(_ zip: ZipFile, path: String) throws(StudyError) {
        self.zip = zip
        self.path = path
        let manifest = try zip.bytes(of: "META-INF/manifest.xml") ?? []
        guard !manifest.containsRun(Array("encryption-data".utf8)) else { throw zip.encrypted }
        let names = try zip.withXml("content.xml", path: path) { (xml) throws(StudyError) -> [SheetName] in
            try Self.names(xml)
        }
        guard let names else { throw zip.damaged }
        sheets = names
    }

    private static func names(_ xml: XmlReader) throws(StudyError) -> [SheetName] {
        var names: [SheetName] = []
        var hidden: Set<String> = []
        var style: String?
        while true {
            let event = try xml.next()
            if event == .finished { return names }
            guard event == .start else { continue }
            if xml.isNamed("style") {
                style = xml.attribute("name")
            } else if xml.isNamed("table-properties"), let style, xml.attribute("display") == "false" {
                hidden.insert(style)
            } else if xml.isNamed("table"), names.count < 1000 {
                let isHidden = xml.attribute("style-name").map(hidden.contains) ?? false
                names.append(SheetName(name: xml.attribute("name") ?? "", isHidden: isHidden))
            }
        }
    }

    func sheet(_ index: Int) throws(StudyError) -> Sheet {
        let sheet = try zip.withXml("content.xml", path: path) { (xml) throws(StudyError) -> Sheet in
            var reader = OdsSheetReader(wanted: index)
            do throws(XlsxSheetReader.Failure) {
                try reader.read(xml)
            } catch {
                throw error.refusal(of: path)
            }
            return reader.rows.sheet
        }
        return sheet ?? Sheet()
    }
}

extension [UInt8] {
    /// Whether some bytes occur in a row.
    func containsRun(_ run: [UInt8]) -> Bool {
        guard let first = run.first, run.count <= count else { return false }
        for index in 0...(count - run.count) where self[index] == first {
            if self[index..<index + run.count].elementsEqual(run) { return true }
        }
        return false
    }
}

/// Reads the cells of one of the tables in a spreadsheet's content.
struct OdsSheetReader {
    private(set) var rows = SheetRows()

    private let wanted: Int
    private var table = -1
    /// How deep tables, notes and other things inside a cell are open.
    private var nested = 0
    private var row = 0
    private var rowRepeats = 1
    private var column = 0
    /// The values of the row that is open: a row may stand for many.
    private var cells: [(column: Int, repeats: Int, value: [UInt8])] = []
    private var cellRepeats = 1
    private var typed: [UInt8]?
    private var text: [UInt8] = []
    private var paragraphs = 0
    private var isInParagraph = 0
    private var isInCell = false

    init(wanted: Int) { self.wanted = wanted }

    mutating func read(_ xml: XmlReader) throws(XlsxSheetReader.Failure) {
        while true {
            let event: XmlReader.Event
            do throws(StudyError) { event = try xml.next() } catch { throw .study(error) }
            switch event {
            case .start: start(xml)
            case .text: if isInParagraph > 0, nested == 0 { xml.appendText(to: &text) }
            case .end:
                do throws(Table.Failure) { try end(xml) } catch { throw .table(error) }
            case .finished: return
            }
            if table > wanted { return }
        }
    }

    private mutating func start(_ xml: XmlReader) {
        if isInCell {
            startInCell(xml)
        } else if xml.isNamed("table") {
            table += 1
            row = 0
        } else if table == wanted, xml.isNamed("table-row") {
            rowRepeats = Self.count(xml.attribute("number-rows-repeated"))
            column = 0
            cells.removeAll(keepingCapacity: true)
        } else if table == wanted, xml.isNamed("table-cell") || xml.isNamed("covered-table-cell") {
            beginCell(xml)
        }
    }

    /// Only a cell's own paragraphs are its text: notes and drawings are not.
    private mutating func startInCell(_ xml: XmlReader) {
        if nested > 0 || xml.isNamed("annotation") || xml.isNamed("frame") || xml.isNamed("table") {
            nested += 1
        } else if xml.isNamed("p") || xml.isNamed("h") {
            if paragraphs > 0 { text.append(0x0A) }
            paragraphs += 1
            isInParagraph += 1
        } else if xml.isNamed("s") {
            let count = Self.count(xml.attribute("c"))
            text.append(contentsOf: repeatElement(0x20, count: Swift.min(count, 1000)))
        } else if xml.isNamed("tab") {
            text.append(0x09)
        } else if xml.isNamed("line-break") {
            text.append(0x0A)
        }
    }

    private mutating func beginCell(_ xml: XmlReader) {
        isInCell = true
        text.removeAll(keepingCapacity: true)
        (paragraphs, isInParagraph, nested) = (0, 0, 0)
        cellRepeats = 1
        var kind = ""
        var values: [String: String] = [:]
        var hasFormula = false
        var repeats: String?
        xml.forEachAttribute { name, value in
            if XmlReader.isSame(name, "number-columns-repeated") {
                repeats = String(decoding: value, as: UTF8.self)
            } else if XmlReader.isSame(name, "value-type") {
                kind = String(decoding: value, as: UTF8.self)
            } else if XmlReader.isSame(name, "formula") {
                hasFormula = true
            } else {
                for known in Self.valueNames where XmlReader.isSame(name, known) {
                    values["\(known)"] = String(decoding: value, as: UTF8.self)
                }
            }
        }
        cellRepeats = Self.count(repeats)
        typed = Self.value(kind, values)
        if hasFormula { rows.countFormula() }
    }

    private static let valueNames: [StaticString] = [
        "value", "date-value", "time-value", "boolean-value", "string-value",
    ]

    /// Source: ODF 1.3 part 3, §19.385.
    private static func value(_ kind: String, _ values: [String: String]) -> [UInt8]? {
        switch kind {
        case "float", "percentage", "currency": values["value"].map { SheetNumber.text(Array($0.utf8)) }
        case "date":
            values["date-value"].map { Array(($0.hasSuffix("T00:00:00") ? $0.dropLast(9) : $0[...]).utf8) }
        case "time": values["time-value"].map { Array(time($0).utf8) }
        case "boolean": values["boolean-value"].map { Array($0.uppercased().utf8) }
        case "string": values["string-value"].map { Array($0.utf8) }
        default: nil
        }
    }

    /// `PT04H15M00S` as `04:15:00`; anything else as it is.
    private static func time(_ text: String) -> String {
        guard text.hasPrefix("PT"), text.utf8.count <= 40 else { return text }
        var parts: [UInt8: Int] = [:]
        var number = 0
        var isFraction = false
        for byte in text.utf8.dropFirst(2) {
            if Ascii.isDigit(byte) {
                if !isFraction { number = number &* 10 &+ Int(byte & 0x0F) }
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                isFraction = true
            } else {
                parts[byte] = number
                (number, isFraction) = (0, false)
            }
        }
        let (hours, minutes) = (parts[UInt8(ascii: "H")] ?? 0, parts[UInt8(ascii: "M")] ?? 0)
        return
            "\(hours.padded(to: 2)):\(minutes.padded(to: 2)):\((parts[UInt8(ascii: "S")] ?? 0).padded(to: 2))"
    }

    private mutating func end(_ xml: XmlReader) throws(Table.Failure) {
        if isInCell {
            endInCell(xml)
        } else if table == wanted, xml.isNamed("table-row") {
            try endRow()
        } else if table == wanted, xml.isNamed("table") {
            table += 1
        }
    }

    private mutating func endInCell(_ xml: XmlReader) {
        if nested > 0 {
            nested -= 1
        } else if xml.isNamed("p") || xml.isNamed("h") {
            isInParagraph -= 1
        } else if xml.isNamed("table-cell") || xml.isNamed("covered-table-cell") {
            isInCell = false
            let value = typed ?? text
            if !value.isEmpty { cells.append((column, cellRepeats, value)) }
            column += cellRepeats
        }
    }

    private mutating func endRow() throws(Table.Failure) {
        defer { row += rowRepeats }
        guard let last = cells.last else { return }
        guard rowRepeats <= Table.Bounds.rows else { throw .tooLarge }
        for copy in 1...rowRepeats {
            for cell in cells {
                guard cell.column + cell.repeats <= Table.Bounds.columns else { throw .tooWide }
                for place in 0..<cell.repeats { try rows.add(cell.value, column: cell.column + place) }
            }
            try rows.endRow(number: row + copy)
        }
        rows.see(row: row + rowRepeats, column: last.column + last.repeats)
    }

    private static func count(_ text: String?) -> Int {
        min(max(text.flatMap { Int($0) } ?? 1, 1), 10_000_000)
    }
}
