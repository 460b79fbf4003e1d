using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Data.Histories;

namespace MlNetMoodRec.Data;

/// <summary>
/// Interactions in time order as a data view, held in memory in a compact form. Its columns are those of
/// <see cref="Interaction"/>, <c>TextTime</c> as 'before' or 'after'. Thread-safe.
/// </summary>
public sealed class InteractionDataView : IDataView
{
    private static readonly ReadOnlyMemory<char> Before = "before".AsMemory();
    private static readonly ReadOnlyMemory<char> After = "after".AsMemory();

    internal InteractionDataView(InteractionStore store, ReadSummary? summary)
    {
        Store = store;
        Summary = summary;
        DataViewSchema.Builder schema = new();
        schema.AddColumn(nameof(Interaction.UserId), TextDataViewType.Instance);
        schema.AddColumn(nameof(Interaction.SongId), TextDataViewType.Instance);
        schema.AddColumn(nameof(Interaction.Time), DateTimeDataViewType.Instance, TimeAnnotations.For(store.HasTimes));
        schema.AddColumn(nameof(Interaction.Feedback), NumberDataViewType.Single);
        schema.AddColumn(nameof(Interaction.Text), TextDataViewType.Instance);
        schema.AddColumn(nameof(Interaction.TextTime), TextDataViewType.Instance);
        Schema = schema.ToSchema();
    }

    /// <summary>What the reader found; null for interactions that did not come from a file.</summary>
    public ReadSummary? Summary { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => false;

    internal InteractionStore Store { get; }

    /// <inheritdoc/>
    public long? GetRowCount() => Store.Count;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new LazyRowCursor(Schema, Store.Count, columnsNeeded, CreateGetter);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private Delegate CreateGetter(DataViewSchema.Column column, LazyRowCursor cursor) => column.Name switch
    {
        nameof(Interaction.UserId) => Text(() => Store.Users[Store.User[cursor.Row]].AsMemory()),
        nameof(Interaction.SongId) => Text(() => Store.Songs[Store.Song[cursor.Row]].AsMemory()),
        nameof(Interaction.Time) => new ValueGetter<DateTime>((ref DateTime time) => time = new DateTime(Store.Ticks[cursor.Row], DateTimeKind.Utc)),
        nameof(Interaction.Feedback) => new ValueGetter<float>((ref float feedback) => feedback = Store.Feedback[cursor.Row]),
        nameof(Interaction.Text) => Text(() => Store.Text[cursor.Row].AsMemory()),
        _ => Text(() => Store.IsTextBefore[cursor.Row] ? Before : After),
    };

    private static ValueGetter<ReadOnlyMemory<char>> Text(Func<ReadOnlyMemory<char>> get) => (ref ReadOnlyMemory<char> text) => text = get();
}
