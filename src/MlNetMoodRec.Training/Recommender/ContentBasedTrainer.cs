using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Recommends songs like those that the listener has been hearing, by genre, tempo, valence and energy, as far as the
/// catalogue gives them; artists and texts are not read, and no other listener's plays but for popularity.
/// </summary>
/// <remarks>
/// Two profiles, of the session and of the taste, hold how often each genre and each level of the numbers was heard.
/// A song's score is its log popularity and, for each attribute and profile, the logarithm of how much more often than
/// average its genre or level was heard: naive Bayes with a learned weight for each of these terms, at most nine in all.
/// An attribute that is unknown of a song says nothing for or against it.
/// </remarks>
public sealed class ContentBasedTrainer : RecommenderTrainer
{
    private readonly ContentBasedOptions _options;

    internal ContentBasedTrainer(MLContext context, ContentBasedOptions? options, IReadOnlyList<Song> catalogue, CancellationToken cancellation = default)
        : base(context, catalogue, cancellation)
    {
        _options = options ?? new ContentBasedOptions();
        _options.Validate();
        SongContent.Require(catalogue);
    }

    private protected override byte[] Train(IDataView data)
    {
        ListeningSequences sequences = ListeningSequences.Read(data, Catalogue, withMood: false, Cancellation);
        var content = new SongContent(sequences.Songs, Catalogue, _options.Levels);
        if (!sequences.Sequences.Any(s => s.Songs.Any(song => content.Parts[song].Length > 0)))
        {
            throw new MoodRecException(
                "The content-based method knows nothing of any song that was played: the catalogue's ids are not those of the interactions,"
                + " or genre, tempo, valence and energy are missing for all of these songs. Give the catalogue of these songs.");
        }

        ContentWeights weights = ContentWeights.Learn(sequences, content, _options, Cancellation);
        return ContentGraph.Write(sequences.Songs, content, weights, _options);
    }
}
