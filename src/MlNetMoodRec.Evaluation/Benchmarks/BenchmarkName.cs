namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The benchmarks: on real data, but for <see cref="NewSongs"/>.</summary>
public enum BenchmarkName
{
    /// <summary><c>lastfm-s3rec</c>: each listener's last artist, among all artists and among 99 given ones.</summary>
    LastFm,

    /// <summary><c>nowplaying-sessions</c>: the next song of each given prefix, among all songs.</summary>
    NowPlaying,

    /// <summary><c>situnes</c>: how a song changes the mood, and what the mood before it is worth.</summary>
    SiTunes,

    /// <summary><c>amazon-musical-instruments</c> and <c>amazon-digital-music</c>: what the reviewer's earlier words are worth.</summary>
    Amazon,

    /// <summary>Songs that appear only with the test, on a simulated platform.</summary>
    NewSongs,
}
