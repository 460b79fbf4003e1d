using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Catalogue;

/// <summary>Makes artist names, from syllables and word lists of our own.</summary>
internal static class ArtistGrammar
{
    private static readonly string[] Onsets =
        ["Ma", "Lo", "Ka", "Ve", "Ti", "Su", "Ro", "Ne", "Ari", "Bel", "Cor", "Dal", "Eli", "Fen", "Gri", "Hal", "Iso", "Jor", "Kel", "Lun", "Mor", "Nal", "Ori", "Per", "Quin", "Ros", "Sel", "Tal", "Ul", "Var", "Wen", "Yar", "Zo"];

    private static readonly string[] Middles = ["ra", "li", "no", "ve", "sha", "do", "mi", "ta", "lo", "ne", "ru", "be", "", "", ""];

    private static readonly string[] Codas = ["n", "ra", "lle", "s", "th", "ko", "na", "rin", "do", "x", "vi", "sen", "ma", "ley", "tte", "ro"];

    private static readonly string[] Surnames =
        ["Ash", "Thorn", "Vale", "Wick", "Brook", "Stone", "Lark", "Moss", "Hart", "Finch", "Marsh", "Crane", "Flint", "Hazel", "Rook", "Wren", "Birch", "Dell", "Frost", "Heath"];

    private static readonly string[] SurnameEndings = ["ford", "well", "worth", "man", "ley", "more", "by", "field", "ham", "wood", ""];

    private static readonly string[] Qualities =
        ["Paper", "Velvet", "Northern", "Plastic", "Midnight", "Crooked", "Marble", "Analog", "Feral", "Sunday", "Copper", "Hollow", "Radiant", "Tin", "Violet", "Civil", "Lunar", "Rural", "Static", "Wooden"];

    private static readonly string[] Things =
        ["Harbours", "Foxes", "Orchestra", "Parade", "Telegrams", "Lighthouse", "Cartographers", "Engines", "Weather", "Cathedrals", "Astronauts", "Gardeners", "Pilots", "Tigers", "Committee", "Signals", "Librarians", "Sparrows", "Holidays", "Furnace", "Mechanics", "Antennas"];

    public static string Next(ref RandomStream random) => random.NextInt(8) switch
    {
        0 or 1 or 2 => $"{Word(ref random)} {random.Pick(Surnames)}{random.Pick(SurnameEndings)}",
        3 => $"The {random.Pick(Qualities)} {random.Pick(Things)}",
        4 => $"{random.Pick(Qualities)} {random.Pick(Things)}",
        5 => $"{Word(ref random)} & the {random.Pick(Things)}",
        6 => $"DJ {Word(ref random)}",
        _ => $"{Word(ref random)} {Word(ref random)}",
    };

    private static string Word(ref RandomStream random) => random.Pick(Onsets) + random.Pick(Middles) + random.Pick(Codas);
}
