/// Words beside which names stand.
enum Cues {
    /// Before a person: `Dear Jane`.
    static let greetings: Set<String> = words(
        """
        dear hi hello hey hiya thanks thank cheers morning afternoon evening welcome congratulations \
        bye goodbye
        """)
    /// Before a person: `said Jane`, `asked Jane`.
    static let speech: Set<String> = words(
        """
        said says say asked asks ask told tells tell replied added explained explains mentioned thinks \
        thought felt feels wrote writes emailed emails called rang phoned texted messaged suggested \
        suggests agreed agrees noted reported reports answered laughed smiled nodded met meet meets meeting \
        saw visited spoke speaks talked wanted wants likes loves knows knew remembers remembered lives \
        lived works worked went came left joined joins chaired apologised presented shared raised confirmed \
        proposed seconded thanked asks contacted helped referred
        """)
    /// Before a person's name: `my sister Jane`.
    static let kin: Set<String> = words(
        """
        wife husband partner son daughter brother sister mum mother mom dad father uncle aunt auntie cousin \
        niece nephew grandson granddaughter grandmother grandfather friend friends colleague manager \
        supervisor neighbour carer boss client patient boyfriend girlfriend fiance fiancee
        """)
    /// Before a person's name in any case of letters: `my name is jane`.
    static let introductions: Set<String> = words("called named name i'm im am is nee aka")
    /// Ranks and offices before a person's name, which say something and are not swallowed with it.
    static let ranks: Set<String> = words(
        """
        capt captain col colonel sgt sergeant lt lieutenant maj major gen general cpl corporal admiral \
        president senator minister chancellor king queen prince princess pope cardinal bishop archbishop \
        imam sheikh shaikh sheik rabbi prophet nurse midwife matron inspector constable detective judge \
        justice congressman mayor
        """)
    /// Two and three capitals that are places.
    static let shortPlaces: Set<String> = words("us usa uk uae la ny nyc sf dc nz roi ni eu")
    /// The states of the US and the provinces of Canada as addresses have them: `Lawrence, KS`.
    static let states: Set<String> = words(
        """
        al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc \
        nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc ab bc mb nb nl ns on pe qc sk mass calif penn \
        fla tex
        """)
    /// Words in small letters that end the name of a place: `Gaza strip`, `St Pancras station`.
    static let smallPlaceHeads: Set<String> = words(
        """
        station strip island islands bay river lake street road avenue lane park beach bridge memorial \
        valley square castle hospital airport harbour harbor mountain mountains hill hills forest county \
        district province peninsula canyon falls museum cathedral church mosque
        """)
    /// Before a place.
    static let placePrepositions: Set<String> = words(
        "in at near from to around outside towards visiting visit via across leaving")
    /// Words that make what they stand beside a place, after it.
    static let placeHeads: Set<String> = words(
        """
        street road lane avenue drive close crescent court square place terrace gardens grove park parks \
        green hill hills house hall hotel inn bridge station airport river lake bay beach island islands \
        valley mountain mountains forest wood woods castle church cathedral abbey chapel mosque temple \
        library museum theatre theater hospital hospice surgery clinic school academy college centre center \
        market mall plaza tower building estate village town city county district borough region province \
        state peninsula coast harbour harbor port pier quay canyon desert falls springs heights keys strait \
        gulf sea ocean stadium arena view cafe restaurant pub bar grill pizza auditorium zoo farm mill ward \
        wing unit suite strip bank territories memorial chowk camp
        """)
    /// Words that make what they stand beside a place, before it.
    static let placeLeads: Set<String> = words(
        """
        mount mt lake river port fort cape isle gulf bay city town village county st saint san santa \
        los las new upper lower greater el la north south east west northern southern eastern \
        western central downtown
        """)
    /// Words that make what they stand beside an organisation.
    static let organisationHeads: Set<String> = words(
        """
        ltd limited plc inc llp llc gmbh corp corporation company co trust council university institute \
        foundation association society charity cic partnership federation union group agency department \
        ministry bank hospital surgery practice school college academy church club committee board services \
        service network alliance team band orchestra party army police court commission authority \
        organisation organization bureau
        """)
    /// After a name in a sentence: what people do.
    static let verbs: Set<String> = words(
        """
        said says asked asks told tells replied added explained explains mentioned thinks thought felt \
        feels wrote writes emailed called rang phoned texted suggested suggests agreed agrees noted \
        reported answered laughed smiled nodded was is has had will would can could may might wants wanted \
        went came left joined joins chaired apologised presented shared raised confirmed proposed thanked \
        looked took gave made did does lives lived works worked likes loves knows knew began begins ran \
        runs sat stood brought got gets sent put read ran kept keeps held led met won lost spent grew \
        bought built chose drove fell flew wore sang paid taught caught broke spoke and
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(separator: " ").map(String.init))
    }
}
