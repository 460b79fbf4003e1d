using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Catalogue;

/// <summary>Makes the catalogue: genres, their artists, the artists' songs, popularity with a long tail.</summary>
internal sealed class CatalogueBuilder(SimulationOptions options)
{
    private const double SongsPerArtist = 6;
    private const int FollowersPerSong = 3;
    private const int FollowerCandidates = 12;

    private readonly ulong _seed = (ulong)options.Seed;

    public SongSpace Build(float[][] genreTraits)
    {
        var artists = Math.Max(GenreProfile.All.Length, (int)(options.Songs / SongsPerArtist));
        var artistNames = DistinctArtistNames(artists);
        var artistOfSong = AssignArtists(artists);
        var titles = DistinctTitles();
        var digits = Math.Max(4, FormattableString.Invariant($"{options.Songs}").Length);
        var songs = new Song[options.Songs];
        var space = new SongSpace(songs, artists);
        var fame = new double[options.Songs];
        Span<float> traits = stackalloc float[SongSpace.Dimensions];
        for (var s = 0; s < songs.Length; s++)
        {
            var artist = artistOfSong[s];
            var ofArtist = new RandomStream(_seed, RandomPurpose.Artist, artist);
            var ofSong = new RandomStream(_seed, RandomPurpose.Song, s);
            var genre = artist % GenreProfile.All.Length;
            var profile = GenreProfile.All[genre];
            var artistFame = ofArtist.NextGaussian();
            for (var d = 0; d < traits.Length; d++)
            {
                traits[d] = genreTraits[genre][d] + (float)(0.22 * ofArtist.NextGaussian() + 0.14 * ofSong.NextGaussian());
            }

            SongSpace.Normalise(traits);
            for (var d = 0; d < traits.Length; d++)
            {
                space.Traits[d * space.Padded + s] = traits[d];
            }

            var valence = Math.Clamp(profile.Valence + 0.08 * ofArtist.NextGaussian() + 0.19 * ofSong.NextGaussian(), 0.02, 0.98);
            var energy = Math.Clamp(profile.Energy + 0.07 * ofArtist.NextGaussian() + 0.17 * ofSong.NextGaussian(), 0.02, 0.98);
            var tempo = Math.Clamp(profile.Tempo + 40 * (energy - profile.Energy) + 12 * ofSong.NextGaussian(), 50, 210);
            fame[s] = 0.8 * artistFame + ofSong.NextGaussian();
            space.Artist[s] = artist;
            space.Quality[s] = (float)ofSong.NextGaussian();
            space.Seconds[s] = 130 + ofSong.NextInt(160);
            songs[s] = new Song
            {
                Id = "s" + (s + 1).ToString("D" + digits, System.Globalization.CultureInfo.InvariantCulture),
                Title = titles[s],
                Artist = artistNames[artist],
                Genre = profile.Name,
                Tempo = Rounded(tempo, 10),
                Valence = Rounded(valence, 1000),
                Energy = Rounded(energy, 1000),
            };
            space.Valence[s] = 2 * songs[s].Valence!.Value - 1;
            space.Energy[s] = 2 * songs[s].Energy!.Value - 1;
        }

        SetPopularity(space, fame);
        foreach (var group in Enumerable.Range(0, songs.Length).GroupBy(s => artistOfSong[s]))
        {
            space.SongsOfArtist[group.Key] = [.. group];
        }

        SetFollowers(space);
        return space;
    }

    /// <summary>The centre of each genre in the space of latent traits.</summary>
    public float[][] GenreTraits() =>
    [
        .. Enumerable.Range(0, GenreProfile.All.Length).Select(genre =>
        {
            var random = new RandomStream(_seed, RandomPurpose.Genre, genre);
            var traits = new float[SongSpace.Dimensions];
            for (var d = 0; d < traits.Length; d++)
            {
                traits[d] = (float)random.NextGaussian();
            }

            SongSpace.Normalise(traits);
            return traits;
        }),
    ];

    /// <summary>
    /// A song of rank r has popularity 1 / (r + shift)^exponent; the weight is its logarithm, 0 for the top rank. The
    /// shift flattens the head, so that no few songs are in everyone's ears.
    /// </summary>
    private void SetPopularity(SongSpace space, double[] fame)
    {
        var shift = 0.03 * space.Count;
        var order = Enumerable.Range(0, space.Count).OrderByDescending(s => fame[s]).ThenBy(s => s).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            space.LogPopularity[order[rank]] = (float)(-options.OfferPopularity * (PortableMath.Log(rank + 1 + shift) - PortableMath.Log(1 + shift)));
        }
    }

    /// <summary>Of a dozen songs of the genre, popular ones more often, the most similar; asymmetric, so that order carries information.</summary>
    private void SetFollowers(SongSpace space)
    {
        var byGenre = Enumerable.Range(0, space.Count)
            .OrderByDescending(s => space.LogPopularity[s]).ThenBy(s => s)
            .GroupBy(s => space.Songs[s].Genre).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var traits = new float[SongSpace.Dimensions];
        for (var s = 0; s < space.Count; s++)
        {
            var random = new RandomStream(_seed, RandomPurpose.Follower, s);
            var genre = byGenre[space.Songs[s].Genre];
            var candidates = new List<int>();
            for (var i = 0; i < FollowerCandidates; i++)
            {
                var u = random.NextDouble();
                var candidate = genre[(int)(genre.Length * u * u)];
                if (candidate != s && !candidates.Contains(candidate))
                {
                    candidates.Add(candidate);
                }
            }

            space.CopyTraits(s, traits);
            space.Followers[s] = [.. candidates.OrderByDescending(c => space.Similarity(traits, c)).ThenBy(c => c).Take(FollowersPerSong)];
        }
    }

    /// <summary>Every artist gets a song; the others go to few artists often and to many seldom.</summary>
    private int[] AssignArtists(int artists)
    {
        var random = new RandomStream(_seed, RandomPurpose.Artist, -1);
        var assigned = new int[options.Songs];
        for (var s = 0; s < assigned.Length; s++)
        {
            var u = random.NextDouble();
            assigned[s] = s < artists ? s : (int)(artists * u * Math.Sqrt(u));
        }

        return assigned;
    }

    private string[] DistinctArtistNames(int artists)
    {
        var random = new RandomStream(_seed, RandomPurpose.Artist, -2);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new string[artists];
        for (var a = 0; a < artists; a++)
        {
            var name = ArtistGrammar.Next(ref random);
            for (var attempt = 0; !taken.Add(name); attempt++)
            {
                name = attempt < 20 ? ArtistGrammar.Next(ref random) : $"{ArtistGrammar.Next(ref random)} {a}";
            }

            names[a] = name;
        }

        return names;
    }

    private string[] DistinctTitles()
    {
        var random = new RandomStream(_seed, RandomPurpose.Song, -1);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var titles = new string[options.Songs];
        for (var s = 0; s < titles.Length; s++)
        {
            var title = TitleGrammar.Next(ref random);
            for (var attempt = 0; !taken.Add(title); attempt++)
            {
                title = attempt switch
                {
                    < 8 => TitleGrammar.Next(ref random),
                    < 30 => TitleGrammar.Version(ref random, TitleGrammar.Next(ref random)),
                    _ => $"{TitleGrammar.Next(ref random)} No. {s}",
                };
            }

            titles[s] = title;
        }

        return titles;
    }

    private static float Rounded(double value, int steps) => (float)(Math.Floor(value * steps + 0.5) / steps);
}
