using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Catalogue;

/// <summary>Makes song titles from word lists and patterns of our own.</summary>
internal static class TitleGrammar
{
    private static readonly string[] Adjectives =
    [
        "Silver", "Hollow", "Golden", "Quiet", "Restless", "Paper", "Velvet", "Broken", "Electric", "Distant", "Crimson", "Wild", "Frozen", "Gentle",
        "Hidden", "Burning", "Faded", "Endless", "Little", "Lonely", "Midnight", "Northern", "Open", "Pale", "Rusty", "Salted", "Slow", "Second",
        "Strange", "Sudden", "Tender", "Unspoken", "Violet", "Wasted", "Winter", "Young", "Amber", "Bitter", "Borrowed", "Careless", "Copper", "Crooked",
        "Early", "Easy", "Foreign", "Glass", "Heavy", "Honest", "Lucky", "Neon", "Ordinary", "Perfect", "Plastic", "Sleeping", "Stolen", "Summer",
    ];

    private static readonly string[] Nouns =
    [
        "Rivers", "Letters", "Windows", "Harbour", "Lanterns", "Thunder", "Garden", "Shadows", "Mirrors", "Highway", "Ocean", "Embers", "Satellite", "Horses",
        "Avenue", "Promises", "Static", "Feathers", "Machines", "Ghosts", "Kingdom", "Matches", "Mountains", "Paradise", "Postcards", "Radio", "Rain",
        "Rooftops", "Sailors", "Secrets", "Sirens", "Skyline", "Snow", "Stations", "Strangers", "Sugar", "Telephone", "Tides", "Trains", "Umbrella",
        "Voices", "Wires", "Wolves", "Wonder", "Architecture", "Balloons", "Blossom", "Bridges", "Candles", "Carousel", "Compass", "Daylight", "Diamonds",
        "Elevator", "Fireflies", "Fountain", "Gravity", "Headlights", "Honey", "Islands", "Jupiter", "Kites", "Ladders", "Magnets", "November", "Orchard",
    ];

    private static readonly string[] Actions =
    [
        "Running", "Falling", "Waiting", "Dancing", "Driving", "Sleeping", "Drifting", "Singing", "Breathing", "Walking", "Dreaming", "Burning", "Hiding",
        "Swimming", "Calling", "Leaving", "Floating", "Learning", "Counting Stars", "Chasing Light", "Holding On", "Letting Go", "Growing Up", "Coming Home",
    ];

    private static readonly string[] Places =
    [
        "in the Rain", "After Midnight", "by the River", "on the Roof", "Without You", "in Slow Motion", "Before Sunrise", "on Sixth Street", "in the Dark",
        "Through the Wall", "Under the Bridge Lights", "in Another Town", "Until Tomorrow", "in July", "at the Edge of Town", "on the Last Train",
        "Over the Hills", "Like Before", "Behind the Curtain", "for Somebody Else", "in the Kitchen", "Against the Tide", "on a Sunday", "Beyond the Harbour",
    ];

    private static readonly string[] Names =
    [
        "Marlene", "Odessa", "Julian", "Anneke", "Rosalind", "Tobias", "Celia", "Ines", "Casper", "Wilma", "Leonora", "Mateo", "Svenja", "Dorian", "Elodie",
        "Freya", "Hugo", "Imogen", "Juniper", "Ludo", "Mirabel", "Nadia", "Ottilie", "Pilar", "Quentin", "Rafaela", "Soren", "Tamsin", "Ulysses", "Vesna",
    ];

    private static readonly string[] Verbs =
    [
        "Remember", "Forget", "Find", "Follow", "Carry", "Break", "Paint", "Chase", "Trust", "Leave", "Keep", "Burn", "Bring Back", "Don't Touch", "Hold",
    ];

    private static readonly string[] Endings =
    [
        "Come Home", "Wake Up", "Don't Call", "Say It Again", "Slow Down", "Look at Me", "Stay Awhile", "It's Raining", "We Made It", "Not Tonight",
    ];

    public static string Next(ref RandomStream random) => random.NextInt(14) switch
    {
        0 or 1 => $"{random.Pick(Adjectives)} {random.Pick(Nouns)}",
        2 => $"{random.Pick(Nouns)} and {random.Pick(Nouns)}",
        3 => $"{random.Pick(Actions)} {random.Pick(Places)}",
        4 => $"{random.Pick(Names)}, {random.Pick(Endings)}",
        5 => $"{random.Pick(Verbs)} the {random.Pick(Nouns)}",
        6 => $"{random.Pick(Adjectives)} {random.Pick(Names)}",
        7 => $"{random.Pick(Nouns)} {random.Pick(Places)}",
        8 => $"A {random.Pick(Adjectives)} Kind of {random.Pick(Nouns)}",
        9 => $"{random.Pick(Names)}'s {random.Pick(Nouns)}",
        10 => $"{random.Pick(Actions)} with {random.Pick(Names)}",
        11 => $"No More {random.Pick(Nouns)}",
        12 => $"{random.Pick(Nouns)} for {random.Pick(Names)}",
        _ => $"{random.Pick(Verbs)} {random.Pick(Names)} {random.Pick(Places)}",
    };

    /// <summary>Another version of a song: what large catalogues fill up with once the plain titles are taken.</summary>
    public static string Version(ref RandomStream random, string title) => random.NextInt(5) switch
    {
        0 => $"{title} (Live {random.Pick(Places)})",
        1 => $"{title} ({random.Pick(Names)} Remix)",
        2 => $"{title}, Pt. {2 + random.NextInt(8)}",
        3 => $"{title} (Demo {1960 + random.NextInt(65)})",
        _ => $"{title} / {random.Pick(Adjectives)} {random.Pick(Nouns)}",
    };
}
