using System.Runtime.CompilerServices;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Web.Api;

/// <summary>The searchable catalogue of the model that answers. A replaced model's goes when the model does. Thread-safe.</summary>
internal sealed class SongCatalogues
{
    private readonly ConditionalWeakTable<IReadOnlyList<Song>, SongCatalogue> _byModel = [];

    public SongCatalogue Of(IReadOnlyList<Song> catalogue) => _byModel.GetValue(catalogue, songs => new SongCatalogue(songs));
}
