import StudyModel

/// Files that hold tables.
enum TableFormat: Equatable {
    case text
    case xlsx
    case ods

    /// What table a file holds, by its content where that says it and its name else; `nil` for any other file.
    ///
    /// A workbook with a password is opened before: see ``OfficeLock``.
    ///
    /// - Throws: `import.unsupported` for an old Excel workbook, `import.unreadable` for a file that is named as a workbook and is none.
    static func of(_ bytes: [UInt8], path: SourcePath) throws(StudyError) -> TableFormat? {
        let ext = path.fileExtension
        let isNamedBook = ["xlsx", "xlsm", "xltx", "ods", "ots"].contains(ext)
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) {
            if bytes.dropFirst(30).starts(with: "mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
            {
                return .ods
            }
            let names = (try? ZipDirectory(bytes, mostEntries: 2000))?.entries.map(\.name) ?? []
            if names.contains("xl/workbook.xml") { return .xlsx }
            if isNamedBook { return ext.hasPrefix("o") ? .ods : .xlsx }
            return nil
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), isNamedBook || ext == "xls" {
            throw StudyError(
                .importUnsupported, "'\(path.full)' is an old Excel workbook (.xls), which is not imported.",
                hint: "Open it in Excel or LibreOffice, save it as .xlsx and import that.")
        }
        if isNamedBook {
            throw StudyError(
                .importUnreadable, "'\(path.full)' is named as a workbook and is none.",
                hint: "Open it in the program that wrote it, save it anew and import that.")
        }
        guard ["csv", "tsv", "tab", "psv"].contains(ext), ForeignFormat.name(of: bytes, extension: "") == nil
        else { return nil }
        return .text
    }
}

/// The one table of a file that becomes a survey, and what was met on the way.
struct TableFile {
    var table = Table()
    var guesses: [ImportGuess] = []
    var remarks: [String] = []
    var sheet: String?
    var otherSheets: [String] = []

    init(_ source: IntakeSource, format: TableFormat, sheet: String?) throws(StudyError) {
        let path = SourcePath(source.path)
        switch format {
        case .text: try readText(source.bytes, path: path)
        case .xlsx:
            let book = try XlsxWorkbook(try ZipFile(source.bytes, path: path.full), path: path.full)
            try read(book, wanted: sheet, path: path)
        case .ods:
            let book = try OdsWorkbook(try ZipFile(source.bytes, path: path.full), path: path.full)
            try read(book, wanted: sheet, path: path)
        }
    }

    private mutating func readText(_ bytes: [UInt8], path: SourcePath) throws(StudyError) {
        guard let text = SourceText(bytes) else {
            throw StudyError(
                .importBinary, "'\(path.full)' is not text.",
                hint: "Export the table again as CSV and import that.")
        }
        remarks += text.remarks
        let dialect = TextDialect.of(text.bytes, extension: path.fileExtension)
        if let certainty = dialect.certainty {
            guesses.append(
                ImportGuess(
                    field: "delimiter", basis: "a \(dialect.name), which gives rows of one width",
                    certainty: certainty))
        }
        do throws(Table.Failure) {
            table = try DelimitedText(bytes: text.bytes, delimiter: dialect.delimiter, start: dialect.start)
                .table()
        } catch {
            throw error.refusal(of: path.full)
        }
    }

    /// Takes the sheet that was asked for, else the first visible one with a table, else the first with anything.
    private mutating func read(_ book: some Workbook, wanted: String?, path: SourcePath) throws(StudyError) {
        let index: Int
        if let wanted {
            guard let found = Self.find(wanted, in: book.sheets) else {
                throw StudyError(
                    .requestInvalid, "'\(path.full)' has no sheet of that name.",
                    hint: "Its sheets are numbered 1 to \(book.sheets.count), in their order.")
            }
            index = found
            take(try book.sheet(index))
        } else {
            index = try firstTable(book)
        }
        guard book.sheets.indices.contains(index) else { return }
        sheet = book.sheets[index].name
        otherSheets = book.sheets.indices.filter { $0 != index }.map { book.sheets[$0].name }
        let hidden = book.sheets.count(where: \.isHidden)
        if !otherSheets.isEmpty, wanted == nil {
            remarks.append(
                "Of \(book.sheets.count) sheets\(hidden > 0 ? ", \(hidden) of them hidden," : "") the first with a table was read; '--sheet' reads another."
            )
        }
    }

    private mutating func firstTable(_ book: some Workbook) throws(StudyError) -> Int {
        var fallback: (index: Int, sheet: Sheet)?
        for index in book.sheets.indices.prefix(50) where !book.sheets[index].isHidden {
            let sheet = try book.sheet(index)
            if sheet.table.rowCount >= 2 {
                take(sheet)
                return index
            }
            if fallback == nil, sheet.table.rowCount > 0 { fallback = (index, sheet) }
        }
        guard let fallback else { return 0 }
        take(fallback.sheet)
        return fallback.index
    }

    private mutating func take(_ sheet: Sheet) {
        table = sheet.table
        if sheet.formulas > 0 {
            remarks.append(
                "\(sheet.formulas.counted("cell")) with a formula; the last value was taken and nothing was worked out."
            )
        }
    }

    private static func find(_ wanted: String, in sheets: [SheetName]) -> Int? {
        sheets.firstIndex { $0.name == wanted } ?? sheets.firstIndex {
            $0.name.lowercased() == wanted.lowercased()
        }
            ?? Int(wanted).flatMap { (1..<sheets.count + 1).contains($0) ? $0 - 1 : nil }
    }
}
