import Foundation
import ProgramFixture
import Testing

/// What a person sees when a project of another program comes in, and when the study goes out.
@Suite struct ProjectTranscriptTests {
    /// A project file without an archive: two coders, a comment, a case, and things that have no place.
    private static let project = """
        <?xml version="1.0" encoding="utf-8"?>
        <Project xmlns="urn:QDA-XML:project:1.0" name="Gardens" origin="Elsewhere 1.0">
          <Users>
            <User guid="11111111-1111-1111-1111-111111111111" name="Coder one"/>
            <User guid="22222222-2222-2222-2222-222222222222" name="Coder two"/>
          </Users>
          <CodeBook><Codes>
            <Code guid="33333333-3333-3333-3333-333333333333" name="Access" isCodable="true"/>
          </Codes></CodeBook>
          <Cases>
            <Case guid="77777777-7777-7777-7777-777777777777" name="SP66">
              <SourceRef targetGUID="44444444-4444-4444-4444-444444444444"/>
            </Case>
          </Cases>
          <Sources>
            <TextSource guid="44444444-4444-4444-4444-444444444444" name="A walk"
              creatingUser="11111111-1111-1111-1111-111111111111" creationDateTime="2020-04-15T10:00:00Z">
              <PlainTextContent>They come 😀 by themselves, and they stay for the garden.</PlainTextContent>
              <PlainTextSelection guid="55555555-5555-5555-5555-555555555551" startPosition="0" endPosition="9">
                <Description>without a letter</Description>
                <Coding guid="66666666-6666-6666-6666-666666666661" creatingUser="11111111-1111-1111-1111-111111111111"
                  creationDateTime="2020-04-16T10:00:00Z">
                  <CodeRef targetGUID="33333333-3333-3333-3333-333333333333"/>
                </Coding>
              </PlainTextSelection>
              <PlainTextSelection guid="55555555-5555-5555-5555-555555555552" startPosition="13" endPosition="26">
                <Coding guid="66666666-6666-6666-6666-666666666662" creatingUser="22222222-2222-2222-2222-222222222222"
                  creationDateTime="2020-04-16T11:00:00Z">
                  <CodeRef targetGUID="33333333-3333-3333-3333-333333333333"/>
                </Coding>
              </PlainTextSelection>
            </TextSource>
          </Sources>
          <Notes>
            <Note guid="88888888-8888-8888-8888-888888888888" name="memo"><PlainTextContent>Free.</PlainTextContent></Note>
          </Notes>
        </Project>
        """

    @Test func projects() throws {
        try transcript("projects") { rir, fixture in
            try fixture.makeStudy("--names", "off")
            try fixture.write(Self.project, to: "gardens.qde")
            try rir.rir("import", "../gardens.qde", "--dry-run")
            try rir.rir("import", "../gardens.qde")
            try rir.rir("consent", "grant", "SP66", "--purpose", "collect", "--on", "2020-04-15")
            try rir.rir("import", "../gardens.qde")
            try rir.rir("import", "../gardens.qde")
            try rir.rir("import", "../gardens.qde", "--offsets", "bytes")
            try rir.rir("import", "../gardens.qde", "--title", "Walk")
            try rir.rir("export", "qdpx", "../none.qdpx")
            try rir.rir("consent", "grant", "SP66", "--purpose", "share", "--on", "2020-04-15")
            try rir.rir("export", "qdpx", "../nvivo.qdpx", "--profile", "nvivo")
            try rir.rir("export", "qdpx", "../out.qdpx")
            try rir.rir("export", "qdpx", "../other.qdpx", "--profile", "word")
            try rir.rir("export", "qdpx", "../out.qdpx")
            try rir.rir("import", "../nvivo.qdpx")
            try fixture.write("nothing of the kind", to: "broken.qdpx")
            try rir.rir("import", "../broken.qdpx")
            try rir.rir("undo")
        }
    }
}
