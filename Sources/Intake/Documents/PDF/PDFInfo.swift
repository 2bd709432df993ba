import StudyModel

/// What `pdfinfo -isodates` says.
struct PDFInfo: Equatable {
    var pages: Int?
    var isEncrypted = false
    var needsPassword = false
    var properties = DocumentProperties()

    init(_ output: [UInt8]) {
        for line in TextLines(output, limit: 256 * 1024) {
            guard let colon = output[line].prefix(40).firstIndex(of: UInt8(ascii: ":")) else { continue }
            let value = String(decoding: output[colon + 1..<line.upperBound], as: UTF8.self).trimmed
            switch output.text(line.lowerBound..<colon) {
            case "Pages": pages = pages ?? Int(value)
            case "Encrypted": isEncrypted = value.hasPrefix("yes")
            case "Title": properties.title = properties.title ?? DocumentProperties.telling(value)
            case "Author": properties.author = properties.author ?? DocumentProperties.person(value)
            case "CreationDate": properties.created = properties.created ?? DocumentProperties.day(value)
            case "ModDate": properties.modified = properties.modified ?? DocumentProperties.day(value)
            case "Command Line Error": needsPassword = needsPassword || value == "Incorrect password"
            default: break
            }
        }
    }
}
