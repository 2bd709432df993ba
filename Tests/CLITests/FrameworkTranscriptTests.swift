import Foundation
import ProgramFixture
import Testing

/// What a person sees of framework matrices.
@Suite struct FrameworkTranscriptTests {
    @Test func framework() throws {
        try transcript("framework") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("codebook", "add", "Access")
            try rir.rir("codebook", "add", "Referral")
            try rir.rir(
                "note", "they come by themselves now.", "--date", "2020-04-15", "--participant", "SP66")
            try rir.rir("note", "nobody came.", "--date", "2020-04-16", "--participant", "M04")
            for handle in ["SP66", "M04"] {
                try rir.rir("consent", "grant", handle, "--purpose", "collect", "--purpose", "quote")
            }
            try rir.rir("code", "add", "2020-04-15", "access", "--quote", "come by themselves")
            try rir.rir("matrix", "list")
            try rir.rir("matrix", "new", "pathway", "--title", "The pathway")
            try rir.rir("matrix", "new", "pathway")
            try rir.rir("matrix", "fill", "pathway", "SP66", "access", "Comes by himself.")
            try rir.rir("matrix", "fill", "pathway", "SP66", "weather", "Wet.")
            try rir.rir("matrix", "fill", "pathway", "M04", "access", "=nobody at all")
            try rir.rir("matrix", "show", "pathway")
            try rir.rir("matrix", "show", "pathway", "--case", "SP66")
            try rir.rir("matrix", "show", "pathway", "--theme", "access", "--by", "role")
            try rir.rir("matrix", "stale")
            try rir.rir("matrix", "export", "pathway", "../out.csv")
            try Self.changed(rir, fixture)
            try rir.rir("matrix", "list", "--json")
            try Self.edited(rir)
            try rir.rir("undo")
            try rir.rir("log")
            try rir.rir("check")
        }
    }

    private static func edited(_ rir: Transcript) throws {
        try rir.rir("codebook", "add", "Training")
        try rir.rir("matrix", "edit", "path")
        try rir.rir("matrix", "edit", "path", "--title", "Ways in", "--theme", "training")
        try rir.rir("matrix", "edit", "path", "--theme", "training")
        try rir.rir("matrix", "edit", "path", "--drop", "access")
        try rir.rir("matrix", "edit", "path", "--drop", "access", "--anyway")
        try rir.rir("matrix", "edit", "path", "--case", "M04")
        try rir.rir("matrix", "show", "path")
        try rir.rir("matrix", "edit", "path", "--theme", "access", "--kind", "participant")
        try rir.rir("matrix", "show", "path")
    }

    private static func changed(_ rir: Transcript, _ fixture: ProgramFixture) throws {
        try rir.rir("matrix", "import", "path", "../out.csv")
        let table = "case,access,referral\nSP66,Comes with a friend.,Was sent.\nSP99,x,\n"
        try fixture.write(table, to: "own.csv")
        try rir.rir("matrix", "import", "path", "../own.csv", "--dry-run")
        try rir.rir("matrix", "import", "path", "../own.csv")
        try rir.rir("matrix", "import", "path", "../own.csv", "--take", "SP66/access")
        try rir.rir("code", "add", "2020-04-15", "access", "--quote", "now")
        try rir.rir("matrix", "stale")
        try rir.rir("matrix", "fill", "path", "SP66", "access", "--keep")
        try rir.rir("matrix", "show", "path", "--case", "SP66", "--theme", "access")
        try rir.rir("matrix", "fill", "path", "SP66", "referral", "--clear")
    }
}
