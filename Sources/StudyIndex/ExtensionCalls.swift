import GRDBSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

func naturalLogarithm(_ value: Double) -> Double { log(value) }

/// The calls of FTS5's extension interface that a scan makes, taken out once.
struct ExtensionCalls {
    typealias Visitor =
        @convention(c) (
            UnsafePointer<Fts5ExtensionApi>?, OpaquePointer?, UnsafeMutableRawPointer?
        ) -> Int32

    private let xRowid: @convention(c) (OpaquePointer?) -> sqlite3_int64
    private let xPhraseCount: @convention(c) (OpaquePointer?) -> Int32
    private let xPhraseSize: @convention(c) (OpaquePointer?, Int32) -> Int32
    private let xQueryPhrase:
        @convention(c) (OpaquePointer?, Int32, UnsafeMutableRawPointer?, Visitor?) -> Int32
    private let xPhraseFirst:
        @convention(c) (
            OpaquePointer?, Int32, UnsafeMutablePointer<Fts5PhraseIter>?, UnsafeMutablePointer<Int32>?,
            UnsafeMutablePointer<Int32>?
        ) -> Int32
    private let xPhraseNext:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<Fts5PhraseIter>?, UnsafeMutablePointer<Int32>?,
            UnsafeMutablePointer<Int32>?
        ) -> Void

    init?(_ interface: UnsafePointer<Fts5ExtensionApi>) {
        guard let rowid = interface.pointee.xRowid, let count = interface.pointee.xPhraseCount,
            let size = interface.pointee.xPhraseSize, let query = interface.pointee.xQueryPhrase,
            let first = interface.pointee.xPhraseFirst, let next = interface.pointee.xPhraseNext
        else { return nil }
        xRowid = rowid
        xPhraseCount = count
        xPhraseSize = size
        xQueryPhrase = query
        xPhraseFirst = first
        xPhraseNext = next
    }

    func rowID(_ context: OpaquePointer?) -> Int64 { xRowid(context) }

    func phraseCount(_ context: OpaquePointer?) -> Int { Int(xPhraseCount(context)) }

    func phraseLength(_ context: OpaquePointer?, _ phrase: Int) -> Int {
        Int(xPhraseSize(context, Int32(phrase)))
    }

    /// Calls the visitor for every text that holds a phrase of the query.
    func query(
        _ context: OpaquePointer?, _ phrase: Int32, _ pointer: UnsafeMutableRawPointer, _ visitor: Visitor
    ) -> Int32 {
        xQueryPhrase(context, phrase, pointer, visitor)
    }

    /// How often a phrase occurs in the current text.
    func count(of phrase: Int, _ context: OpaquePointer?) -> Int {
        var places = Fts5PhraseIter()
        var column: Int32 = 0
        var offset: Int32 = 0
        guard xPhraseFirst(context, Int32(phrase), &places, &column, &offset) == SQLITE_OK, column >= 0 else {
            return 0
        }
        if PlaceList.isReadable, let start = places.a, let end = places.b {
            return 1
                + PlaceList.count(UnsafeRawBufferPointer(start: start, count: end - start), column: column)
        }
        var count = 0
        while column >= 0 {
            count += 1
            xPhraseNext(context, &places, &column, &offset)
        }
        return count
    }

    func appendPlaces(
        of phrase: Int, _ context: OpaquePointer?, atMost limit: Int, to found: inout [PhrasePlace]
    ) {
        var places = Fts5PhraseIter()
        var column: Int32 = 0
        var offset: Int32 = 0
        guard xPhraseFirst(context, Int32(phrase), &places, &column, &offset) == SQLITE_OK else { return }
        var count = 0
        while column >= 0, count < limit {
            found.append(PhrasePlace(phrase: Int32(phrase), column: column, offset: offset))
            count += 1
            xPhraseNext(context, &places, &column, &offset)
        }
    }
}
