import CXml2
import Foundation
import Testing

@testable import REFIQDA

/// Asks libxml2 whether a file is valid by the standard's schema.
enum Schema {
    enum Document: String {
        case project = "Project.xsd"
        case codebook = "Codebook.xsd"
    }

    private final class Messages {
        var lines: [String] = []
    }

    /// What libxml2 finds wrong; `nil` where there is no schema on this machine.
    static func faults(_ xml: [UInt8], _ document: Document) throws -> [String]? {
        guard try Corpora.require() else { return nil }
        let path = Corpora.root.appending(path: "qda/\(document.rawValue)").path
        let parser = try #require(xmlSchemaNewParserCtxt(path))
        defer { xmlSchemaFreeParserCtxt(parser) }
        let schema = try #require(xmlSchemaParse(parser))
        defer { xmlSchemaFree(schema) }
        let validator = try #require(xmlSchemaNewValidCtxt(schema))
        defer { xmlSchemaFreeValidCtxt(validator) }
        let messages = Messages()
        xmlSchemaSetValidStructuredErrors(
            validator,
            { context, error in
                guard let context, let message = error?.pointee.message else { return }
                Unmanaged<Messages>.fromOpaque(context).takeUnretainedValue().lines.append(
                    String(cString: message))
            }, Unmanaged.passUnretained(messages).toOpaque())
        let read = xml.withUnsafeBytes {
            xmlReadMemory($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, "UTF-8", 0)
        }
        let tree = try #require(read)
        defer { xmlFreeDoc(tree) }
        let status = xmlSchemaValidateDoc(validator, tree)
        return withExtendedLifetime(messages) {
            status == 0 ? messages.lines : messages.lines + ["status \(status)"]
        }
    }

    static func faults(ofProject bytes: [UInt8]) throws -> [String]? {
        var report = QDAReport()
        return try faults(ProjectArchive(bytes, limits: QDALimits(), report: &report).project, .project)
    }
}

@Suite struct SchemaTests {
    @Test func validator_refusesWhatIsNotValid() throws {
        let head = "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\">"
        guard let faults = try Schema.faults(Array("\(head)<Users/></Project>".utf8), .project) else {
            return
        }
        #expect(!faults.isEmpty)
        #expect(try Schema.faults(Array("\(head)</Project>".utf8), .project) == [])
    }

    @Test func everyCorpusFile_isValidWhenWrittenAnew() throws {
        guard try Corpora.require() else { return }
        for path in try Corpora.files(["qdpx", "qde", "qdc"]) {
            let bytes = try Corpora.bytes(path)
            if path.hasSuffix(".qdc") {
                let codebook = try QDACodebookFile.read(bytes).codebook
                let written = try QDACodebookFile.write(codebook)
                #expect(try Schema.faults(written.bytes, .codebook) == [], "\(path)")
                #expect(try QDACodebookFile.read(written.bytes).codebook == codebook, "\(path)")
                continue
            }
            let project =
                try path.hasSuffix(".qde")
                ? QDAProjectFile.read(projectXML: bytes).project : QDAProjectFile.read(bytes).project
            for profile in QDAProfile.allCases {
                let written = try QDAProjectFile.write(project, options: QDAWriteOptions(profile: profile))
                #expect(try Schema.faults(ofProject: written.bytes) == [], "\(path), \(profile)")
                let again = try QDAProjectFile.read(written.bytes)
                #expect(again.project == written.project, "\(path), \(profile)")
                let second = try QDAProjectFile.write(
                    again.project, options: QDAWriteOptions(profile: profile))
                #expect(second.bytes == written.bytes, "\(path), \(profile)")
            }
        }
    }
}
