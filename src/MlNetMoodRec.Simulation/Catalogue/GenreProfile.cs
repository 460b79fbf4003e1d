namespace MlNetMoodRec.Simulation.Catalogue;

/// <summary>What songs of a genre are like on average. Valence and energy are in [0, 1].</summary>
internal sealed record GenreProfile(string Name, double Tempo, double Valence, double Energy)
{
    /// <summary>Arbitrary figures of the usual order; fast genres are not all happy ones, so that both axes carry information.</summary>
    public static GenreProfile[] All { get; } =
    [
        new("pop", 116, 0.64, 0.64),
        new("rock", 124, 0.50, 0.76),
        new("hip-hop", 94, 0.50, 0.66),
        new("electronic", 126, 0.48, 0.78),
        new("r&b", 88, 0.50, 0.46),
        new("indie", 112, 0.46, 0.52),
        new("folk", 100, 0.44, 0.30),
        new("country", 108, 0.58, 0.54),
        new("jazz", 104, 0.54, 0.32),
        new("classical", 86, 0.32, 0.18),
        new("metal", 138, 0.28, 0.92),
        new("soul", 92, 0.62, 0.44),
        new("reggae", 82, 0.74, 0.50),
        new("latin", 104, 0.78, 0.72),
        new("ambient", 74, 0.30, 0.14),
        new("punk", 156, 0.44, 0.88),
    ];
}
